import { LockstepError } from "../../core/errors";
import type { Group } from "../../core/groups/group";
import { ioError } from "../../core/io-error";
import type { Queue } from "../../core/queues/queue";
import type { Listing, ListProblem } from "../../core/records/named-document-repository";
import type { DocumentKey } from "../../core/storage/document-store";
import type { SnapshotSource } from "./folder-snapshots";

/** What this window shows of a state folder. A document that can't be read is a problem, never an empty list. */

export const groupsSource: SnapshotSource<Listing<Group>> = {
  read: ({ state: { groups } }) => listing("groups", () => groups.listWithProblems()),
  changes: ({ state: { groups } }) => groups.onDidChange,
};

export const queuesSource: SnapshotSource<Listing<Queue>> = {
  read: ({ state: { queues } }) => listing("queues", () => queues.listWithProblems()),
  changes: ({ state: { queues } }) => queues.onDidChange,
};

async function listing<T>(key: DocumentKey, read: () => Promise<Listing<T>>): Promise<Listing<T>> {
  try {
    return await read();
  } catch (error) {
    return { items: [], problems: [problemFrom(key, error)] };
  }
}

export function problemFrom(key: DocumentKey, error: unknown): ListProblem {
  return { key, error: error instanceof LockstepError ? error : ioError(key, error) };
}
