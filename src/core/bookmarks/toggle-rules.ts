import type { Outcome } from "../records/outcome";
import type { Bookmark } from "./bookmark";
import { firstPerPlace, isAt, placeKey } from "./bookmark-place";
import type { Toggled } from "./bookmark-rules";
import type { BookmarksDocument } from "./bookmarks-document";
import { emptyDocument, touched, withBookmarks } from "./edited-document";
import { byPlace } from "./place-order";

/** `allLinesAtOnce`: set all that are missing, or remove all when none is. `addOnly`: remove nothing. */
export type ToggleMode = "allLinesAtOnce" | "eachLineIndependently" | "addOnly";

/**
 * Per candidate: a line without a bookmark gets it; a line with one loses it, or takes over the candidate's label where
 * that has one. With `allLinesAtOnce` no line loses its bookmark as long as another one has none, with `addOnly` none does.
 */
export function toggled(
  document: BookmarksDocument | undefined,
  candidates: readonly Bookmark[],
  now: string,
  mode: ToggleMode = "eachLineIndependently",
): Outcome<BookmarksDocument, Toggled> {
  const current = document ?? emptyDocument;
  const places = firstPerPlace(candidates);
  const taken = takenBy(current, places);
  const fresh = [...places.values()].filter((candidate) => !taken.has(candidate));
  const removes = mode === "eachLineIndependently" || (mode === "allLinesAtOnce" && fresh.length === 0);
  const change = (there: Bookmark, candidate: Bookmark): Bookmark | undefined => {
    if (candidate.label !== undefined) {
      return touched(there, { label: candidate.label }, now);
    }
    return removes ? undefined : there;
  };
  return withToggled(current, taken, fresh, change);
}

/**
 * Which bookmarks are there already, by candidate. Following may have brought several to one line; those of other branches
 * than the candidate's nobody sees there.
 */
function takenBy(
  { bookmarks }: BookmarksDocument,
  places: ReadonlyMap<string, Bookmark>,
): ReadonlyMap<Bookmark, readonly Bookmark[]> {
  const paths = new Set([...places.values()].map(({ path }) => path));
  const taken = new Map<Bookmark, Bookmark[]>();
  for (const bookmark of bookmarks) {
    const candidate = paths.has(bookmark.path) ? places.get(placeKey(bookmark)) : undefined;
    if (candidate !== undefined && isAt(candidate, bookmark)) {
      taken.set(candidate, [...(taken.get(candidate) ?? []), bookmark]);
    }
  }
  return taken;
}

function withToggled(
  current: BookmarksDocument,
  taken: ReadonlyMap<Bookmark, readonly Bookmark[]>,
  fresh: readonly Bookmark[],
  change: (there: Bookmark, candidate: Bookmark) => Bookmark | undefined,
): Outcome<BookmarksDocument, Toggled> {
  const next = new Map<Bookmark, Bookmark | undefined>();
  const labelled: Bookmark[] = [];
  for (const [candidate, bookmarks] of taken) {
    for (const bookmark of bookmarks) {
      const after = change(bookmark, candidate);
      next.set(bookmark, after);
      labelled.push(...(after !== undefined && candidate.label !== undefined ? [after] : []));
    }
  }
  const removed = current.bookmarks.filter((bookmark) => next.has(bookmark) && next.get(bookmark) === undefined);
  const result = { added: [...labelled, ...fresh].toSorted(byPlace), removed };
  if (fresh.length === 0 && [...next].every(([before, after]) => before === after)) {
    return { document: current, result };
  }
  const kept = current.bookmarks.flatMap((bookmark) => (next.has(bookmark) ? (next.get(bookmark) ?? []) : [bookmark]));
  return { document: withBookmarks(current, [...kept, ...fresh]), result };
}
