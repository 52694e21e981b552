import { isDeepStrictEqual } from "node:util";
import { LockstepError } from "../errors";
import { changed } from "../records/changed";
import type { Outcome } from "../records/outcome";
import type { Bookmark } from "./bookmark";
import { placeText } from "./bookmark-place";
import type { BookmarksChange, ChangedBookmark } from "./bookmarks-change";
import type { BookmarksDocument } from "./bookmarks-document";
import { driftingFields, fieldsOfLine } from "./drifting-fields";
import { emptyDocument, withBookmarks } from "./edited-document";
import { revertedLists } from "./revert-lists";

/** May have changed since. */
const drifting: ReadonlySet<string> = new Set(driftingFields);

/**
 * Without a change that was made before. What it added goes, what it removed is back as it was, and of what it changed
 * exactly those fields are as before, so that code that moved since stays followed. The time of the last change is the
 * one from before, too: then the change before this one can be taken back as well.
 *
 * @throws {LockstepError} `CONFLICT` when someone else changed one of its bookmarks or lists since
 */
export function reverted(
  document: BookmarksDocument | undefined,
  change: BookmarksChange,
): Outcome<BookmarksDocument, void> {
  const current = document ?? emptyDocument;
  const byId = new Map(current.bookmarks.map((bookmark) => [bookmark.id, bookmark]));
  const next = new Map<string, Bookmark | undefined>();
  for (const bookmark of change.added) {
    checkUntouched(byId.get(bookmark.id), bookmark, Object.keys({ ...byId.get(bookmark.id), ...bookmark }));
    next.set(bookmark.id, undefined);
  }
  for (const { before, after } of change.changed) {
    const fields = changedFields({ before, after });
    const there = checkUntouched(byId.get(after.id), after, fields);
    next.set(after.id, withFieldsOf(before, fields, there));
  }
  for (const bookmark of change.removed) {
    checkIsGone(byId.get(bookmark.id));
  }
  const kept = current.bookmarks.flatMap((bookmark) =>
    next.has(bookmark.id) ? (next.get(bookmark.id) ?? []) : [bookmark],
  );
  const bookmarks = withBookmarks(current, [...kept, ...change.removed]);
  return { document: revertedLists(bookmarks, change), result: undefined };
}

function changedFields({ before, after }: ChangedBookmark): readonly string[] {
  const fields = new Map(Object.entries(before));
  const names = new Set([...fields.keys(), ...Object.keys(after)]);
  const now = new Map(Object.entries(after));
  const differing = [...names].filter((name) => !isDeepStrictEqual(fields.get(name), now.get(name)));
  return differing.includes("line") ? [...new Set([...differing, ...fieldsOfLine])] : differing;
}

function withFieldsOf(before: Bookmark, fields: readonly string[], there: Bookmark): Bookmark {
  const values = new Map<string, unknown>(Object.entries(before));
  return changed(there, Object.fromEntries(fields.map((field) => [field, values.get(field) ?? null])));
}

function checkUntouched(there: Bookmark | undefined, left: Bookmark, fields: readonly string[]): Bookmark {
  const values = new Map<string, unknown>(Object.entries(left));
  const now = new Map<string, unknown>(Object.entries(there ?? {}));
  const isSame = (field: string) => drifting.has(field) || isDeepStrictEqual(values.get(field), now.get(field));
  if (there === undefined || there.updatedAt !== left.updatedAt || !fields.every(isSame)) {
    throw changedSince(left);
  }
  return there;
}

function checkIsGone(there: Bookmark | undefined): void {
  if (there !== undefined) {
    throw changedSince(there);
  }
}

function changedSince(bookmark: Bookmark): LockstepError {
  const { label } = bookmark;
  const place = placeText(bookmark);
  return new LockstepError("CONFLICT", "The bookmark {0} was changed by someone else since. Nothing was undone.", [
    label === undefined ? place : `“${label}” (${place})`,
  ]);
}
