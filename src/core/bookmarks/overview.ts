import type { Bookmark, BookmarkList } from "./bookmark";
import type { BookmarksDocument } from "./bookmarks-document";
import { ListNames } from "./list-names";

/** Bookmarks by place; lists in their order, those that only bookmarks name behind the others. */
export interface BookmarksOverview {
  readonly bookmarks: readonly Bookmark[];
  readonly lists: readonly BookmarkList[];
  readonly defaultList: string | undefined;
}

export function overviewOf(document: BookmarksDocument, bookmarks: readonly Bookmark[]): BookmarksOverview {
  return { bookmarks, lists: new ListNames(document).all, defaultList: document.defaultList };
}
