import type { Direction } from "./neighbours";

/** A position as VS Code counts: from 0. */
export interface Point {
  readonly line: number;
  readonly character: number;
}

/** A selection begins at its anchor and ends at its active end, where the cursor is; which may be above. */
export interface Selected {
  readonly anchor: Point;
  readonly active: Point;
}

/**
 * The selection with its active end on the next bookmark beyond it, counted from the end that lies in that direction. Its
 * anchor stays, so going the other way first gives up what was selected on this side.
 *
 * @param bookmarks from the top
 */
export function expanded(
  { anchor, active }: Selected,
  bookmarks: readonly Point[],
  direction: Direction,
): Selected | undefined {
  const [top, bottom] = isReversed({ anchor, active }) ? [active, anchor] : [anchor, active];
  const next = nextTo(direction === "next" ? bottom : top, bookmarks, direction);
  return next && { anchor, active: next };
}

/** The selection with its active end on the nearest bookmark towards its anchor; undefined when none is on the way. */
export function shrunk({ anchor, active }: Selected, bookmarks: readonly Point[]): Selected | undefined {
  const direction = isReversed({ anchor, active }) ? "next" : "previous";
  const next = nextTo(active, bookmarks, direction);
  const isBeyondAnchor = next !== undefined && (anchor.line - next.line) * (active.line - next.line) > 0;
  return next === undefined || isBeyondAnchor ? undefined : { anchor, active: next };
}

function nextTo({ line }: Point, bookmarks: readonly Point[], direction: Direction): Point | undefined {
  return direction === "next"
    ? bookmarks.find((bookmark) => bookmark.line > line)
    : bookmarks.findLast((bookmark) => bookmark.line < line);
}

function isReversed({ anchor, active }: Selected): boolean {
  return active.line < anchor.line || (active.line === anchor.line && active.character < anchor.character);
}
