import { LockstepError } from "../errors";
import { changed } from "../records/changed";
import type { Outcome } from "../records/outcome";
import type { Bookmark } from "./bookmark";
import type { BookmarksDocument } from "./bookmarks-document";
import { sortedByPlace } from "./place-order";

/** What a rule makes of the bookmarks of a folder, of which there may be none yet. */
export type BookmarksRule<R> = (document: BookmarksDocument | undefined) => Outcome<BookmarksDocument, R>;

/** What the rules start from where there is no document. */
export const emptyDocument: BookmarksDocument = { version: 1, bookmarks: [] };

/** The same document with these bookmarks in its order. */
export function withBookmarks(document: BookmarksDocument, bookmarks: readonly Bookmark[]): BookmarksDocument {
  return { ...document, bookmarks: sortedByPlace(bookmarks) };
}

/** The same document where `change` gives back every bookmark as it was; the others keep their records. */
export function withEach(
  document: BookmarksDocument,
  change: (bookmark: Bookmark) => Bookmark,
): Outcome<BookmarksDocument, readonly Bookmark[]> {
  const result: Bookmark[] = [];
  const bookmarks = document.bookmarks.map((bookmark) => {
    const next = change(bookmark);
    if (next !== bookmark) {
      result.push(next);
    }
    return next;
  });
  return { document: result.length === 0 ? document : withBookmarks(document, bookmarks), result };
}

export function withoutMatching(
  document: BookmarksDocument,
  matches: (bookmark: Bookmark) => boolean,
): Outcome<BookmarksDocument, readonly Bookmark[]> {
  const result: Bookmark[] = [];
  const bookmarks: Bookmark[] = [];
  for (const bookmark of document.bookmarks) {
    (matches(bookmark) ? result : bookmarks).push(bookmark);
  }
  return { document: result.length === 0 ? document : withBookmarks(document, bookmarks), result };
}

/** As a person changed it: see {@link changed}. */
export function touched(bookmark: Bookmark, changes: object, now: string): Bookmark {
  const next = changed(bookmark, changes);
  return next === bookmark ? bookmark : { ...next, updatedAt: now };
}

export function noBookmark(id: string): LockstepError {
  return new LockstepError("NOT_FOUND", "There is no bookmark “{0}”.", [id]);
}
