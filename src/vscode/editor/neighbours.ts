/** A place in what can be walked through: the folder's position in the workspace, the path in it and the line. */
export interface Place {
  readonly folderIndex: number;
  readonly path: string;
  readonly line: number;
}

/**
 * `places` in the order in which they are met on the way from `current` to the end and on from the start; the other way round
 * for `previous`. A place at `current` itself comes last.
 *
 * @param places in the order in which they are listed
 */
export function placesFrom<P extends Place>(
  places: readonly P[],
  current: Place | undefined,
  direction: "next" | "previous",
): readonly P[] {
  const ahead = direction === "next" ? places : places.toReversed();
  if (current === undefined) {
    return ahead;
  }
  const sign = direction === "next" ? 1 : -1;
  const isAhead = (place: P) => compare(place, current) * sign > 0;
  return [...ahead.filter(isAhead), ...ahead.filter((place) => !isAhead(place))];
}

function compare(left: Place, right: Place): number {
  return left.folderIndex - right.folderIndex || compareTexts(left.path, right.path) || left.line - right.line;
}

function compareTexts(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
