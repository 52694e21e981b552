import { setTimeout as delay } from "node:timers/promises";
import type { Bookmark } from "../../core/bookmarks/bookmark";
import { LockstepError } from "../../core/errors";
import type { Group } from "../../core/groups/group";
import { ioError } from "../../core/io-error";
import type { Queue } from "../../core/queues/queue";
import type { Listing, ListProblem } from "../../core/records/named-document-repository";
import type { StateFolder } from "../../core/state-folder";
import type { DocumentKey } from "../../core/storage/document-store";
import type { Status } from "../../core/storage/status";
import type { SnapshotSource } from "./folder-snapshots";

/** What this window shows of a state folder. A document that can't be read is a problem, never an empty list. */

export const bookmarksSource: SnapshotSource<Listing<Bookmark>> = {
  read: ({ bookmarks }) => listing("bookmarks", async () => ({ items: await bookmarks.list(), problems: [] })),
  changes: ({ bookmarks }) => bookmarks.onDidChange,
};

export const groupsSource: SnapshotSource<Listing<Group>> = {
  read: ({ groups }) => listing("groups", () => groups.listWithProblems()),
  changes: ({ groups }) => groups.onDidChange,
};

export const queuesSource: SnapshotSource<Listing<Queue>> = {
  read: ({ queues }) => listing("queues", () => queues.listWithProblems()),
  changes: ({ queues }) => queues.onDidChange,
};

/** Who is attached to one state folder, and why that can't be told. */
export interface Attendance extends Status {
  readonly problems: readonly ListProblem[];
}

export const attendanceSource: SnapshotSource<Attendance> = {
  async read(state) {
    try {
      return { ...(await steadyStatus(state)), problems: [] };
    } catch (error) {
      return { writers: [], locks: [], leases: [], problems: [problemFrom("local", error)] };
    }
  },
  changes: ({ onDidChangeStatus }: StateFolder) => onDidChangeStatus,
};

/** Milliseconds for which a lock is held that nobody waits for. */
const blink = 100;

/** A lock is held for a blink while a document changes. Those that stay are what a person wants to see. */
async function steadyStatus(state: StateFolder): Promise<Status> {
  const first = await state.status();
  if (first.locks.length === 0) {
    return first;
  }
  await delay(blink);
  const second = await state.status();
  const tokens = new Set(first.locks.map(({ owner }) => owner?.token));
  return { ...second, locks: second.locks.filter(({ owner }) => tokens.has(owner?.token)) };
}

async function listing<T>(key: DocumentKey, read: () => Promise<Listing<T>>): Promise<Listing<T>> {
  try {
    return await read();
  } catch (error) {
    return { items: [], problems: [problemFrom(key, error)] };
  }
}

function problemFrom(key: DocumentKey, error: unknown): ListProblem {
  return { key, error: error instanceof LockstepError ? error : ioError(key, error) };
}
