import type { Anchor } from "../bookmark";

/** A bookmark in an open file. Lines and columns from 1. */
export interface LivePlace {
  readonly id: string;
  /** Of an orphan: where its line was. */
  readonly line: number;
  readonly column: number;
  /** Of a line that was joined to another: the character (from 0) at which it begins there. */
  readonly start?: number;
  /** Of a bookmark whose line was deleted: what to know it by when the line comes back. */
  readonly orphan?: Orphan;
}

export interface Orphan {
  readonly anchor: Anchor;
  /** How many lines below `line` it was: lines that were deleted together all were at the first one. */
  readonly offset: number;
}
