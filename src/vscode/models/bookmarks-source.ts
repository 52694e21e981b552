import type { Bookmark, BookmarkList } from "../../core/bookmarks/bookmark";
import type { Listing } from "../../core/records/named-document-repository";
import type { StateFolder } from "../../core/state-folder";
import type { SnapshotSource } from "./folder-snapshots";
import { problemFrom } from "./listings";

/** Bookmarks by place, and the lists that they belong to: those somebody decided about, then those only bookmarks name. */
export interface BookmarkListing extends Listing<Bookmark> {
  readonly lists: readonly BookmarkList[];
  /** The list of bookmarks that are set without naming one. */
  readonly defaultList: string | undefined;
}

/** What this window shows of a folder's bookmarks. A document that can't be read is a problem, never an empty list. */
export const bookmarksSource: SnapshotSource<BookmarkListing> = {
  read,
  changes: ({ bookmarks }) => bookmarks.onDidChange,
};

async function read({ bookmarks }: StateFolder): Promise<BookmarkListing> {
  try {
    const items = await bookmarks.list();
    const names = new Set(items.flatMap(({ list }) => list ?? []));
    return { items, lists: [...names].map((name) => ({ name })), defaultList: undefined, problems: [] };
  } catch (error) {
    return { items: [], lists: [], defaultList: undefined, problems: [problemFrom("bookmarks", error)] };
  }
}
