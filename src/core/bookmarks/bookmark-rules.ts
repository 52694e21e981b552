import { LockstepError } from "../errors";
import { changed } from "../records/changed";
import { checked } from "../records/checked";
import type { Outcome } from "../records/outcome";
import { emptyAnchor } from "./anchor";
import { type Bookmark, bookmarkSchema } from "./bookmark";
import type { BookmarkChanges } from "./bookmark-input";
import type { BookmarksDocument } from "./bookmarks-document";
import { byPlace, sortedByPlace } from "./place-order";

export interface Toggled {
  readonly added: readonly Bookmark[];
  readonly removed: readonly Bookmark[];
}

const emptyDocument: BookmarksDocument = { version: 1, bookmarks: [] };

/** @throws {LockstepError} `CONFLICT` when the line has a bookmark. */
export function withBookmark(document: BookmarksDocument | undefined, bookmark: Bookmark): BookmarksDocument {
  const current = document ?? emptyDocument;
  checkLineIsFree(current, bookmark);
  return withBookmarks(current, [...current.bookmarks, bookmark]);
}

/**
 * Per candidate: a line without a bookmark gets it; a line with one loses it, or takes over the candidate's label where
 * that has one. Of several candidates for a line the first counts.
 */
export function toggled(
  document: BookmarksDocument | undefined,
  candidates: readonly Bookmark[],
  now: string,
): Outcome<BookmarksDocument, Toggled> {
  const current = document ?? emptyDocument;
  const lines = firstPerLine(candidates);
  const paths = new Set(candidates.map(({ path }) => path));
  const taken = new Set<Bookmark>();
  const kept: Bookmark[] = [];
  const labelled: Bookmark[] = [];
  const removed: Bookmark[] = [];
  for (const bookmark of current.bookmarks) {
    const candidate = paths.has(bookmark.path) ? lines.get(lineOf(bookmark)) : undefined;
    if (candidate === undefined) {
      kept.push(bookmark);
      continue;
    }
    taken.add(candidate);
    if (candidate.label === undefined) {
      removed.push(bookmark);
    } else {
      labelled.push(touched(bookmark, { label: candidate.label }, now));
    }
  }
  const fresh = [...lines.values()].filter((candidate) => !taken.has(candidate));
  const result = { added: [...labelled, ...fresh].toSorted(byPlace), removed };
  const before = new Set(current.bookmarks);
  const isSame = removed.length === 0 && result.added.every((bookmark) => before.has(bookmark));
  return { document: isSame ? current : withBookmarks(current, [...kept, ...labelled, ...fresh]), result };
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
    throw notFound(id);
  }
  const moves = changes.line !== undefined && changes.line !== bookmark.line;
  const next = touched(bookmark, moves ? movedBy(changes) : changes, now);
  if (next === bookmark) {
    return { document: current, result: bookmark };
  }
  if (moves) {
    checkLineIsFree(current, next);
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
    throw notFound(first);
  }
  return outcome;
}

/** Without the bookmarks of `path`, or without any. */
export function cleared(
  document: BookmarksDocument,
  path: string | undefined,
): Outcome<BookmarksDocument, readonly Bookmark[]> {
  return withoutMatching(document, (bookmark) => path === undefined || bookmark.path === path);
}

/** With bookmarks that were removed. An id that is there stays as it is. */
export function withRestored(
  document: BookmarksDocument | undefined,
  bookmarks: readonly Bookmark[],
): BookmarksDocument {
  const current = document ?? emptyDocument;
  const ids = new Set(current.bookmarks.map(({ id }) => id));
  const missing = bookmarks.filter(({ id }) => !ids.has(id));
  return missing.length === 0 ? current : withBookmarks(current, [...current.bookmarks, ...missing]);
}

function withoutMatching(
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

function withBookmarks(document: BookmarksDocument, bookmarks: readonly Bookmark[]): BookmarksDocument {
  return { ...document, bookmarks: sortedByPlace(bookmarks) };
}

/** A line that a person chose is right, and what was at the old one must not draw the bookmark back. */
function movedBy(changes: BookmarkChanges): object {
  return { ...changes, anchor: changes.anchor ?? emptyAnchor, state: "anchored" };
}

function touched(bookmark: Bookmark, changes: object, now: string): Bookmark {
  const next = changed(bookmark, changes);
  return next === bookmark ? bookmark : { ...next, updatedAt: now };
}

function checkLineIsFree({ bookmarks }: BookmarksDocument, { id, path, line }: Bookmark): void {
  if (bookmarks.some((bookmark) => bookmark.id !== id && bookmark.path === path && bookmark.line === line)) {
    throw new LockstepError("CONFLICT", "{0} has a bookmark on line {1} already.", [path, line]);
  }
}

function lineOf({ path, line }: Bookmark): string {
  return `${line}:${path}`;
}

function firstPerLine(candidates: readonly Bookmark[]): ReadonlyMap<string, Bookmark> {
  const lines = new Map<string, Bookmark>();
  for (const candidate of candidates) {
    if (!lines.has(lineOf(candidate))) {
      lines.set(lineOf(candidate), candidate);
    }
  }
  return lines;
}

function notFound(id: string): LockstepError {
  return new LockstepError("NOT_FOUND", "There is no bookmark “{0}”.", [id]);
}
