import type { Bookmark, BookmarkList } from "./bookmark";
import type { BookmarksDocument } from "./bookmarks-document";

export interface ChangedBookmark {
  readonly before: Bookmark;
  readonly after: Bookmark;
}

/** What one change did to the bookmarks of a folder; enough to take it back. */
export interface BookmarksChange {
  readonly added: readonly Bookmark[];
  readonly removed: readonly Bookmark[];
  readonly changed: readonly ChangedBookmark[];
  /** All lists before and after; undefined where the change was about bookmarks alone. */
  readonly lists: { readonly before: readonly BookmarkList[]; readonly after: readonly BookmarkList[] } | undefined;
  readonly defaultList: { readonly before: string | undefined; readonly after: string | undefined } | undefined;
}

/** By identity: rules keep the records that they don't change. Undefined where nothing differs. */
export function changeBetween(
  before: BookmarksDocument | undefined,
  after: BookmarksDocument,
): BookmarksChange | undefined {
  if (before === after) {
    return undefined;
  }
  const old = without(before?.bookmarks ?? [], after.bookmarks);
  const fresh = without(after.bookmarks, before?.bookmarks ?? []);
  const changed = [...old].flatMap(([id, bookmark]) => {
    const next = fresh.get(id);
    return next === undefined ? [] : [{ before: bookmark, after: next }];
  });
  const change = {
    added: [...fresh.values()].filter(({ id }) => !old.has(id)),
    removed: [...old.values()].filter(({ id }) => !fresh.has(id)),
    changed,
    lists: differing(before?.lists ?? [], after.lists ?? []),
    defaultList: differing(before?.defaultList, after.defaultList),
  };
  return isEmpty(change) ? undefined : change;
}

/** How many bookmarks it is about; of a change of lists alone, one. */
export function sizeOf({ added, removed, changed }: BookmarksChange): number {
  return Math.max(1, added.length + removed.length + changed.length);
}

function isEmpty({ added, removed, changed, lists, defaultList }: BookmarksChange): boolean {
  return added.length + removed.length + changed.length === 0 && lists === undefined && defaultList === undefined;
}

function without(bookmarks: readonly Bookmark[], others: readonly Bookmark[]): ReadonlyMap<string, Bookmark> {
  const known = new Set(others);
  return new Map(bookmarks.filter((bookmark) => !known.has(bookmark)).map((bookmark) => [bookmark.id, bookmark]));
}

function differing<T>(before: T, after: T): { readonly before: T; readonly after: T } | undefined {
  return before === after || (isNothing(before) && isNothing(after)) ? undefined : { before, after };
}

function isNothing(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
