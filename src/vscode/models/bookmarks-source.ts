import type { Bookmark, BookmarkList } from "../../core/bookmarks/bookmark";
import { scopedTo } from "../../core/bookmarks/branch-scope";
import { DisposableStore } from "../../core/events";
import type { Listing } from "../../core/records/named-document-repository";
import type { OpenFolder } from "../workspace-folders";
import type { SnapshotSource } from "./folder-snapshots";
import { problemFrom } from "./listings";

/** Bookmarks by place, and the lists that they belong to: those somebody decided about, then those only bookmarks name. */
export interface BookmarkListing extends Listing<Bookmark> {
  /**
   * Those that are tied to a git branch which is not checked out. They show nowhere and keep what they remember, but go along
   * when their file is renamed.
   */
  readonly hidden: readonly Bookmark[];
  readonly lists: readonly BookmarkList[];
  /** The list of bookmarks that are set without naming one. */
  readonly defaultList: string | undefined;
}

/** What this window shows of a folder's bookmarks. A document that can't be read is a problem, never an empty list. */
export const bookmarksSource: SnapshotSource<BookmarkListing> = {
  read,
  changes:
    ({ state, branch }) =>
    (listener) => {
      const listening = new DisposableStore();
      listening.add(state.bookmarks.onDidChange(() => listener(undefined)));
      listening.add(branch.onDidChange(() => listener(undefined)));
      return listening;
    },
};

async function read({ state, branch }: OpenFolder): Promise<BookmarkListing> {
  try {
    const { bookmarks, lists, defaultList } = await state.bookmarks.overview();
    const { shown, hidden } = scopedTo(branch.scope, bookmarks);
    return { items: shown, hidden, lists, defaultList, problems: [] };
  } catch (error) {
    const problems = [problemFrom("bookmarks", error)];
    return { items: [], hidden: [], lists: [], defaultList: undefined, problems };
  }
}
