import type { Outcome } from "../records/outcome";
import type { Bookmark } from "./bookmark";
import { bookmarkPath } from "./bookmark-path";
import type { BookmarksDocument } from "./bookmarks-document";
import { emptyDocument, withEach } from "./edited-document";
import type { PathMove } from "./following";

/**
 * With the bookmarks of files and folders that have other names now. All moves are seen from before any of them, so that
 * two files can change places; of a folder and something in it, the move of what is inside counts.
 */
export function withMovedPaths(
  document: BookmarksDocument | undefined,
  moves: readonly PathMove[],
): Outcome<BookmarksDocument, readonly Bookmark[]> {
  const targets = new Map(moves.map(({ from, to }) => [bookmarkPath(from), bookmarkPath(to)]));
  return withEach(document ?? emptyDocument, (bookmark) => {
    const path = movedPath(bookmark.path, targets);
    return path === bookmark.path ? bookmark : { ...bookmark, path };
  });
}

/** The longest part of the path that moved, from the whole of it up to its first folder. */
function movedPath(path: string, targets: ReadonlyMap<string, string>): string {
  for (let end = path.length; end > 0; end = path.lastIndexOf("/", end - 1)) {
    const target = targets.get(path.slice(0, end));
    if (target !== undefined) {
      return target + path.slice(end);
    }
  }
  return path;
}
