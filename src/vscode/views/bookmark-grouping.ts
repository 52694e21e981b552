import type { Bookmark, BookmarkList } from "../../core/bookmarks/bookmark";
import { isDefaultList } from "../../core/bookmarks/list-names";
import { grouped } from "../../core/grouped";
import { canonicalName } from "../../core/records/names";
import type { BookmarkListing } from "../models/bookmarks-source";
import type { FolderSnapshot } from "../models/folder-snapshots";
import type { OpenFolder } from "../workspace-folders";
import { filterBy } from "./bookmark-filter";
import { inOrder } from "./bookmark-order";
import type { PositionShown } from "./bookmark-row-texts";
import { BookmarkRow, FileRow, ListRow, NoListRow } from "./bookmark-rows";
import type { ViewChoices } from "./bookmark-view-choices";
import { problemRows } from "./problem-row";
import type { Row } from "./row";

/** The rows of one folder: what a person chose to see of it, by file, by list or flat. */
export function bookmarkRows(
  { folder, value }: FolderSnapshot<BookmarkListing>,
  choices: ViewChoices,
  isExpanded: boolean,
): readonly Row[] {
  const rows = new RowsOfFolder(folder, value, choices, isExpanded);
  return [...problemRows(folder, value.problems), ...rows.make()];
}

/** The bookmarks that the view shows of a folder. */
export function shownBookmarks({ items }: BookmarkListing, { filter }: Pick<ViewChoices, "filter">) {
  const matches = filterBy(filter);
  return matches === undefined ? items : items.filter(matches);
}

class RowsOfFolder {
  private readonly shown: readonly Bookmark[];
  /** By what people take for one name. */
  private readonly lists: ReadonlyMap<string, BookmarkList>;

  constructor(
    private readonly folder: OpenFolder,
    private readonly listing: BookmarkListing,
    private readonly choices: ViewChoices,
    private readonly isExpanded: boolean,
  ) {
    this.shown = shownBookmarks(listing, choices);
    this.lists = new Map(listing.lists.map((list) => [canonicalName(list.name), list]));
  }

  make(): readonly Row[] {
    switch (this.choices.grouping) {
      case "list":
        return this.byList();
      case "none":
        return this.rowsFor(this.shown, "place");
      default:
        return this.byFile();
    }
  }

  private byFile(): readonly Row[] {
    const files = grouped(this.shown, ({ path }) => path);
    return [...files].map(([path, bookmarks]) => {
      const isFolder = bookmarks.some(({ target }) => target === "folder");
      return new FileRow(this.folder, path, isFolder, ...this.childrenOf(bookmarks, "line"));
    });
  }

  /** Lists without a bookmark show as long as nothing is filtered: that is where the first one is dropped. */
  private byList(): readonly Row[] {
    const byName = grouped(this.shown, ({ list }) => (list === undefined ? undefined : canonicalName(list)));
    const rows = [...this.lists].map(([key, list]) => {
      const isDefault = isDefaultList(this.listing, list.name);
      return new ListRow(this.folder, list, isDefault, ...this.childrenOf(byName.get(key) ?? [], "place"));
    });
    const without = new NoListRow(this.folder, ...this.childrenOf(byName.get(undefined) ?? [], "place"));
    const isFiltered = this.shown !== this.listing.items;
    const all = [...rows, ...(rows.length > 0 || without.count > 0 ? [without] : [])];
    return isFiltered ? all.filter(({ count }) => count > 0) : all;
  }

  private childrenOf(bookmarks: readonly Bookmark[], position: PositionShown) {
    return [bookmarks.length, () => this.rowsFor(bookmarks, position), this.isExpanded] as const;
  }

  private rowsFor(bookmarks: readonly Bookmark[], position: PositionShown): readonly BookmarkRow[] {
    const style = { position: this.choices.hidesPositions ? ("none" as const) : position, listOf: this.listOf };
    return inOrder(bookmarks, this.choices.sorting).map((bookmark) => new BookmarkRow(this.folder, bookmark, style));
  }

  private readonly listOf = ({ list }: Bookmark): BookmarkList | undefined =>
    list === undefined ? undefined : this.lists.get(canonicalName(list));
}
