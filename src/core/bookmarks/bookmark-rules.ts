import { LockstepError } from "../errors";
import { checked } from "../records/checked";
import type { Outcome } from "../records/outcome";
import { emptyAnchor } from "./anchor";
import { keyOf } from "./anchors/line-index";
import { type Anchor, type Bookmark, bookmarkSchema } from "./bookmark";
import type { BookmarkChanges } from "./bookmark-input";
import { isAt } from "./bookmark-place";
import type { BookmarksDocument } from "./bookmarks-document";
import { showsOn } from "./branch-scope";
import { emptyDocument, noBookmark, touched, withBookmarks, withoutMatching } from "./edited-document";
import { ListNames } from "./list-names";

/** What a change set on lines and took from them. */
export interface Toggled {
  readonly added: readonly Bookmark[];
  readonly removed: readonly Bookmark[];
}

/** @throws {LockstepError} `CONFLICT` when the line, or the file or folder as a whole, has a bookmark. */
export function withBookmark(document: BookmarksDocument | undefined, bookmark: Bookmark): BookmarksDocument {
  const current = document ?? emptyDocument;
  checkPlaceIsFree(current, bookmark);
  return withBookmarks(current, [...current.bookmarks, bookmark]);
}

/** @throws {LockstepError} `NOT_FOUND`; `CONFLICT` when its new line has a bookmark; `INVALID` */
export function withChangedBookmark(
  document: BookmarksDocument | undefined,
  id: string,
  changes: BookmarkChanges,
  now: string,
): Outcome<BookmarksDocument, Bookmark> {
  const current = document ?? emptyDocument;
  const bookmark = current.bookmarks.find((candidate) => candidate.id === id);
  if (bookmark === undefined) {
    throw noBookmark(id);
  }
  const moves = changes.line !== undefined && changes.line !== bookmark.line;
  const place = moves ? movedBy(changes) : {};
  const next = touched(bookmark, { ...changes, ...listedBy(changes, current)(bookmark), ...place }, now);
  if (next === bookmark) {
    return { document: current, result: bookmark };
  }
  if (moves) {
    checkHasLines(bookmark);
    checkPlaceIsFree(current, next);
  }
  checked(bookmarkSchema, next, "bookmark");
  const bookmarks = current.bookmarks.map((candidate) => (candidate === bookmark ? next : candidate));
  return { document: withBookmarks(current, bookmarks), result: next };
}

/**
 * Without the bookmarks of these ids; those that are gone already are fine, as long as one of them is there.
 *
 * @throws {LockstepError} `NOT_FOUND`
 */
export function withoutBookmarks(
  document: BookmarksDocument | undefined,
  ids: readonly string[],
): Outcome<BookmarksDocument, readonly Bookmark[]> {
  const unwanted = new Set(ids);
  const outcome = withoutMatching(document ?? emptyDocument, ({ id }) => unwanted.has(id));
  const [first] = ids;
  if (outcome.result.length === 0 && first !== undefined) {
    throw noBookmark(first);
  }
  return outcome;
}

/** Without the bookmarks of `path`, or without any; those that don't show on `branch` stay. */
export function cleared(
  document: BookmarksDocument,
  path: string | undefined,
  branch?: string,
): Outcome<BookmarksDocument, readonly Bookmark[]> {
  return withoutMatching(document, (one) => (path === undefined || one.path === path) && showsOn(branch, one));
}

/** With bookmarks that were removed. An id that is there stays as it is. */
export function withRestored(
  document: BookmarksDocument | undefined,
  bookmarks: readonly Bookmark[],
): Outcome<BookmarksDocument, readonly Bookmark[]> {
  const current = document ?? emptyDocument;
  const ids = new Set(current.bookmarks.map(({ id }) => id));
  const missing = bookmarks.filter(({ id }) => !ids.has(id));
  return {
    document: missing.length === 0 ? current : withBookmarks(current, [...current.bookmarks, ...missing]),
    result: missing,
  };
}

/** A line that a person chose is right, and what was at the old one must not draw the bookmark back. */
function movedBy(changes: BookmarkChanges): object {
  return { anchor: changes.anchor ?? emptyAnchor, state: "anchored" };
}

/** Its place in one list says nothing about another one. */
export function listedBy({ list: name }: BookmarkChanges, document: BookmarksDocument): (bookmark: Bookmark) => object {
  if (name === undefined) {
    return () => ({});
  }
  const list = name === null ? null : new ListNames(document).spelling(name);
  return (bookmark) => (list === (bookmark.list ?? null) ? { list } : { list, order: null });
}

function checkHasLines({ path, target }: Bookmark): void {
  if (target !== undefined) {
    throw new LockstepError("INVALID", "The bookmark is on {0} as a whole, not on a line of it.", [path]);
  }
}

/**
 * Whether two bookmarks with one line number are on two lines: a window reports where unsaved edits put its bookmarks, and
 * somebody else sets one by the file on the disk. Both find their lines when the file is saved.
 */
function areOfTwoTexts({ text: one }: Anchor, { text: other }: Anchor): boolean {
  return one !== "" && other !== "" && keyOf(one) !== keyOf(other);
}

function checkPlaceIsFree({ bookmarks }: BookmarksDocument, candidate: Bookmark): void {
  const { id, path, line, target } = candidate;
  const isThere = (one: Bookmark) =>
    one.id !== id && isAt(candidate, one) && !areOfTwoTexts(one.anchor, candidate.anchor);
  if (!bookmarks.some(isThere)) {
    return;
  }
  throw target === undefined
    ? new LockstepError("CONFLICT", "{0} has a bookmark on line {1} already.", [path, line])
    : new LockstepError("CONFLICT", "{0} has a bookmark already.", [path]);
}
