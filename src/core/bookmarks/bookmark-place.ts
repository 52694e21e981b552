import type { Bookmark } from "./bookmark";

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
