import type { Anchor, Bookmark } from "./bookmark";

/** Where a bookmark is now, as whoever follows the code says. */
export interface FollowedPlace {
  readonly id: string;
  /**
   * Where the bookmark was, as far as the follower knew: the report counts only while the document still says so. Who
   * finds it elsewhere was overtaken by another window or a person, and looks again.
   */
  readonly from: Pick<Bookmark, "path" | "line" | "state">;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly anchor: Anchor;
  readonly state: Bookmark["state"];
}

/** Where it was, in another state. */
export function inState(bookmark: Bookmark, state: Bookmark["state"]): FollowedPlace {
  const { id, path, line, column, anchor } = bookmark;
  return { id, from: { path, line, state: bookmark.state }, path, line, column, anchor, state };
}

/** A file or folder that has another name now. Both relative to the workspace folder, with `/`. */
export interface PathMove {
  readonly from: string;
  readonly to: string;
}
