import type { Bookmark } from "./bookmark";
import type { BookmarksDocument } from "./bookmarks-document";
import { ListNames } from "./list-names";

/** A bookmark to set. Which list it comes into, the document as it is then may have to say. */
export interface Candidate {
  readonly bookmark: Bookmark;
  readonly takesDefaultList: boolean;
}

/** The candidates as records of this document: in its default list where they name none, and lists in one spelling. */
export function listed(document: BookmarksDocument | undefined, candidates: readonly Candidate[]): readonly Bookmark[] {
  const named = candidates.some(({ bookmark }) => bookmark.list !== undefined);
  const names = document !== undefined && named ? new ListNames(document) : undefined;
  return candidates.map(({ bookmark, takesDefaultList }) => {
    const chosen = takesDefaultList ? document?.defaultList : bookmark.list && names?.spelling(bookmark.list);
    return chosen === undefined || chosen === bookmark.list ? bookmark : { ...bookmark, list: chosen };
  });
}
