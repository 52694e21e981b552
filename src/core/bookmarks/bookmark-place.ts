import type { Bookmark } from "./bookmark";
import { showsOn } from "./branch-scope";

type Place = Pick<Bookmark, "path" | "line"> & { readonly target?: Bookmark["target"] };

/**
 * What two bookmarks have in common that are on the same thing. A file or folder as a whole is another thing than any
 * line of it.
 */
export function placeKey({ path, line, target }: Place): string {
  return `${target ?? line}:${path}`;
}

/** Of several for one place the first counts. */
export function firstPerPlace(candidates: readonly Bookmark[]): ReadonlyMap<string, Bookmark> {
  const places = new Map<string, Bookmark>();
  for (const candidate of candidates) {
    const key = placeKey(candidate);
    if (!places.has(key)) {
      places.set(key, candidate);
    }
  }
  return places;
}

/** Whether there is a line that the bookmark is about: an orphan's is gone, and whole files and folders have none. */
export function standsOnLine({ state, target }: Pick<Bookmark, "state" | "target">): boolean {
  return target === undefined && state !== "orphaned";
}

/** Those that point to a line of their file, or did. */
export function onLines(bookmarks: readonly Bookmark[]): readonly Bookmark[] {
  return bookmarks.filter(({ target }) => target === undefined);
}

/**
 * Whether it is what a person finds at that place. An orphan remembers where its line was, which is another one now; what
 * is tied to another branch than `place` hides.
 */
export function isAt(place: Place & { readonly branch?: string | undefined }, bookmark: Bookmark): boolean {
  const isSame = bookmark.path === place.path && placeKey(bookmark) === placeKey(place);
  return isSame && (bookmark.target !== undefined || standsOnLine(bookmark)) && showsOn(place.branch, bookmark);
}

/** As people write it: `src/app.ts:12`. */
export function placeText({ path, line, target }: Place): string {
  return target === undefined ? `${path}:${line}` : path;
}
