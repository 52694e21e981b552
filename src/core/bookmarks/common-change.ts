import { checked } from "../records/checked";
import type { Outcome } from "../records/outcome";
import { type Bookmark, bookmarkSchema } from "./bookmark";
import type { BookmarkChanges } from "./bookmark-input";
import { listedBy } from "./bookmark-rules";
import type { BookmarksDocument } from "./bookmarks-document";
import { emptyDocument, noBookmark, touched, withEach } from "./edited-document";

/** What several bookmarks can be given at once: neither a place nor a number, which only one can have. */
export type CommonChanges = Omit<BookmarkChanges, "line" | "column" | "anchor" | "mnemonic">;

/**
 * With the same change of several bookmarks; those that are gone already are fine, as long as one of them is there.
 *
 * @throws {LockstepError} `NOT_FOUND`, `INVALID`
 */
export function withCommonChange(
  document: BookmarksDocument | undefined,
  ids: readonly string[],
  changes: CommonChanges,
  now: string,
): Outcome<BookmarksDocument, readonly Bookmark[]> {
  const current = document ?? emptyDocument;
  const wanted = new Set(ids);
  const [first] = ids;
  if (first !== undefined && !current.bookmarks.some(({ id }) => wanted.has(id))) {
    throw noBookmark(first);
  }
  const listed = listedBy(changes, current);
  const { document: next } = withEach(current, (bookmark) =>
    wanted.has(bookmark.id)
      ? checked(bookmarkSchema, touched(bookmark, { ...changes, ...listed(bookmark) }, now), "bookmark")
      : bookmark,
  );
  return { document: next, result: next.bookmarks.filter(({ id }) => wanted.has(id)) };
}
