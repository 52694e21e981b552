import { compareTexts } from "../../core/compare-texts";

/** A place in what can be walked through: the folder's position in the workspace, the path in it and the line. */
export interface Place {
  readonly folderIndex: number;
  readonly path: string;
  readonly line: number;
}

export type Direction = "next" | "previous";

/**
 * `places` in the order in which they are met on the way from `current` to the end and, unless the way ends there, on from
 * the start; the other way round for `previous`. A place at `current` itself comes last.
 *
 * @param places in the order in which they are listed
 */
export function placesFrom<P extends Place>(
  places: readonly P[],
  current: Place | undefined,
  direction: Direction,
  wraps = true,
): readonly P[] {
  const ahead = direction === "next" ? places : places.toReversed();
  if (current === undefined) {
    return ahead;
  }
  const sign = direction === "next" ? 1 : -1;
  const isAhead = (place: P) => comparePlaces(place, current) * sign > 0;
  const way = ahead.filter(isAhead);
  return wraps ? [...way, ...ahead.filter((place) => !isAhead(place))] : way;
}

/** The one with the fewest lines between; of two the upper one. */
export function nearestTo<P extends { readonly line: number }>(line: number, places: readonly P[]): P | undefined {
  let nearest = places[0];
  for (const place of places) {
    if (nearest !== undefined && Math.abs(place.line - line) < Math.abs(nearest.line - line)) {
      nearest = place;
    }
  }
  return nearest;
}

export function comparePlaces(left: Place, right: Place): number {
  return left.folderIndex - right.folderIndex || compareTexts(left.path, right.path) || left.line - right.line;
}

export function inSameFile(left: Place, right: Place): boolean {
  return left.folderIndex === right.folderIndex && left.path === right.path;
}
