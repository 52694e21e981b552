import { compareTexts } from "../compare-texts";
import type { Bookmark } from "./bookmark";

/** By path, line, column, id. By code unit, the same on every machine. */
export function byPlace(left: Bookmark, right: Bookmark): number {
  return (
    compareTexts(left.path, right.path) ||
    left.line - right.line ||
    left.column - right.column ||
    compareTexts(left.id, right.id)
  );
}

/** The same list where it is in order already, as in every document that Lockstep wrote. */
export function sortedByPlace(bookmarks: readonly Bookmark[]): readonly Bookmark[] {
  let [previous] = bookmarks;
  for (const bookmark of bookmarks) {
    if (previous !== undefined && byPlace(previous, bookmark) > 0) {
      return bookmarks.toSorted(byPlace);
    }
    previous = bookmark;
  }
  return bookmarks;
}
