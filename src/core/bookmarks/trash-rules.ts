import type { Outcome } from "../records/outcome";
import type { Bookmark } from "./bookmark";
import type { TrashDocument, TrashedBookmark } from "./trash-document";

/** The most that is kept, unless one removal was of more, and for how many milliseconds. */
const most = 1000;
const longest = 30 * 24 * 60 * 60 * 1000;

/** Milliseconds for which a bookmark may be in both documents, because its removal is on the way. */
const removalTime = 60_000;

const empty: TrashDocument = { version: 1, removed: [] };

/**
 * With bookmarks that are removed now. What is old, too much, or back among the bookmarks (`present` are their ids) goes
 * for good.
 */
export function withTrashed(
  document: TrashDocument | undefined,
  bookmarks: readonly Bookmark[],
  present: ReadonlySet<string>,
  now: Date,
): TrashDocument {
  const current = document ?? empty;
  const removedAt = now.toISOString();
  const ids = new Set(bookmarks.map(({ id }) => id));
  const isKept = ({ bookmark, removedAt: time }: TrashedBookmark) => {
    const age = now.getTime() - Date.parse(time);
    return !ids.has(bookmark.id) && age < longest && !(age > removalTime && present.has(bookmark.id));
  };
  const fresh = bookmarks.map((bookmark) => ({ removedAt, bookmark }));
  return { ...current, removed: [...fresh, ...current.removed.filter(isKept)].slice(0, Math.max(most, fresh.length)) };
}

/** Without these entries. What was removed once more since is another one, and stays. Results in those that were there. */
export function withoutTrashed(
  document: TrashDocument | undefined,
  entries: readonly TrashedBookmark[],
): Outcome<TrashDocument, readonly TrashedBookmark[]> {
  const current = document ?? empty;
  const going = new Set(entries.map(entryKey));
  const there = current.removed.filter((entry) => going.has(entryKey(entry)));
  const removed = current.removed.filter((entry) => !going.has(entryKey(entry)));
  return { document: there.length === 0 ? current : { ...current, removed }, result: there };
}

/** What one removal of a bookmark is told from another by. */
function entryKey({ removedAt, bookmark }: TrashedBookmark): string {
  return `${removedAt} ${bookmark.id}`;
}
