import type { Bookmark } from "../../../../src/core/bookmarks/bookmark";
import { bookmarksCodec } from "../../../../src/core/bookmarks/bookmarks-document";
import { type Group, groupCodec, type Session } from "../../../../src/core/groups/group";
import { type Queue, type QueueCommand, queueCodec } from "../../../../src/core/queues/queue";
import { mergeTexts } from "../../../../src/core/records/merge-documents";

export const at = (minute: number) => new Date(Date.UTC(2026, 0, 31, 12, minute)).toISOString();

export function bookmark(id: string, fields: Partial<Bookmark> = {}): Bookmark {
  const anchor = { text: "", before: [], after: [] };
  const whole = { id, path: "a.ts", line: 1, column: 1, tags: [], anchor, state: "anchored" as const };
  return { ...whole, createdAt: at(0), updatedAt: at(0), ...fields };
}

export const command = (id: string, fields: Partial<QueueCommand> = {}): QueueCommand => ({
  id,
  run: { kind: "shell", command: id },
  status: "pending",
  addedAt: at(0),
  ...fields,
});

export function queue(commands: readonly QueueCommand[], fields: Partial<Queue> = {}): Queue {
  const config = { stopOnError: true, onInterrupted: "fail" as const };
  const whole = { version: 1, id: "q", name: "Build", cwd: ".", status: "idle" as const, commands, config };
  return { ...whole, createdAt: at(0), updatedAt: at(0), ...fields };
}

export const session = (id: string, dependsOn: readonly string[] = []): Session => ({
  id,
  name: id,
  cwd: ".",
  run: { kind: "shell", command: id },
  dependsOn,
  status: "pending",
});

export function group(sessions: readonly Session[], fields: Partial<Group> = {}): Group {
  const config = { maxConcurrent: 3, respectDependencies: true, errorThreshold: 2 };
  const whole = { version: 1, id: "g", name: "Team", status: "created" as const, sessions, config };
  return { ...whole, createdAt: at(0), updatedAt: at(0), ...fields };
}

type Bookmarks = readonly Bookmark[];

export function mergeBookmarks(base: Bookmarks | undefined, ours: Bookmarks, theirs: Bookmarks) {
  const text = (bookmarks: Bookmarks) => bookmarksCodec.format({ version: 1, bookmarks });
  const texts = { base: base === undefined ? "" : text(base), ours: text(ours), theirs: text(theirs) };
  const merged = mergeTexts("bookmarks", texts);
  return { bookmarks: bookmarksCodec.parse(merged.text).value.bookmarks, conflicts: merged.conflicts };
}

export function mergeQueues(base: Queue, ours: Queue, theirs: Queue) {
  const { format } = queueCodec;
  const merged = mergeTexts("queue", { base: format(base), ours: format(ours), theirs: format(theirs) });
  return { queue: queueCodec.parse(merged.text).value, conflicts: merged.conflicts };
}

export function mergeGroups(base: Group, ours: Group, theirs: Group) {
  const { format } = groupCodec;
  const merged = mergeTexts("group", { base: format(base), ours: format(ours), theirs: format(theirs) });
  return { group: groupCodec.parse(merged.text).value, conflicts: merged.conflicts };
}

export const idsOf = (records: readonly { readonly id: string }[]) => records.map(({ id }) => id);
