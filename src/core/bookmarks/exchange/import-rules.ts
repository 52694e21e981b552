import type { Outcome } from "../../records/outcome";
import type { Bookmark } from "../bookmark";
import type { BookmarkInput } from "../bookmark-input";
import { placeKey } from "../bookmark-place";
import type { BookmarksDocument } from "../bookmarks-document";
import { sortedByPlace } from "../place-order";

export interface Imported {
  readonly added: readonly Bookmark[];
  /** What is on the lines of the others already. It stays as it is. */
  readonly existing: readonly Bookmark[];
}

/** With the candidates whose lines have no bookmark: an import that is repeated adds nothing. */
export function withImported(
  document: BookmarksDocument | undefined,
  candidates: readonly Bookmark[],
): Outcome<BookmarksDocument, Imported> {
  const current = document ?? { version: 1, bookmarks: [] };
  const onPlace = new Map(current.bookmarks.map((bookmark) => [placeKey(bookmark), bookmark]));
  const added = new Set<Bookmark>();
  const existing = new Set<Bookmark>();
  for (const candidate of candidates) {
    const there = onPlace.get(placeKey(candidate));
    if (there === undefined) {
      onPlace.set(placeKey(candidate), candidate);
      added.add(candidate);
    } else if (!added.has(there)) {
      existing.add(there);
    }
  }
  const result = { added: sortedByPlace([...added]), existing: sortedByPlace([...existing]) };
  const bookmarks = added.size === 0 ? current.bookmarks : sortedByPlace([...current.bookmarks, ...added]);
  return { document: bookmarks === current.bookmarks ? current : { ...current, bookmarks }, result };
}

/** How many of `inputs` an import would add. */
export function freshAmong(inputs: readonly BookmarkInput[], bookmarks: readonly Bookmark[]): number {
  const taken = new Set(bookmarks.map(placeKey));
  return inputs.filter((input) => !taken.has(placeKey(input))).length;
}
