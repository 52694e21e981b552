import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../../core/events";
import type { BookmarkSettings } from "../bookmark-settings";
import { ContextKeys } from "../context-keys";
import type { BookmarkListing } from "../models/bookmarks-source";
import type { FolderSnapshots } from "../models/folder-snapshots";
import { filterBy, filterText } from "./bookmark-filter";
import { shownBookmarks } from "./bookmark-grouping";
import type { BookmarkViewChoices } from "./bookmark-view-choices";
import type { Row } from "./row";

type View = Pick<vscode.TreeView<Row>, "message" | "description" | "badge">;

/** What the Bookmarks view says beside its rows: what is filtered, how many there are. */
export class BookmarksView implements Disposable {
  private readonly owned = new DisposableStore();
  private readonly keys = new ContextKeys();

  constructor(
    private readonly view: View,
    private readonly snapshots: FolderSnapshots<BookmarkListing>,
    private readonly choices: BookmarkViewChoices,
    private readonly settings: BookmarkSettings,
  ) {
    for (const onDidChange of [snapshots.onDidChange, choices.onDidChange, settings.onDidChange]) {
      this.owned.add(onDidChange(() => this.update()));
    }
    this.update();
  }

  dispose(): void {
    this.owned.dispose();
  }

  private update(): void {
    const { grouping, sorting, hidesPositions, filter } = this.choices.current;
    this.view.description = filterText(filter);
    this.say(this.messageAboutFilter());
    this.view.badge = this.badge();
    this.keys.set({
      "lockstep.bookmarkGrouping": grouping,
      "lockstep.bookmarkSorting": sorting,
      "lockstep.hidesPositions": hidesPositions,
      "lockstep.filtersBookmarks": filterBy(filter) !== undefined,
      "lockstep.hasLists": this.snapshots.latest.some(({ value }) => value.lists.length > 0),
    });
  }

  /** A message that was never set lets the welcome content show. */
  private say(message: string): void {
    if ((this.view.message ?? "") !== message) {
      this.view.message = message;
    }
  }

  /** An empty view must not look as if the bookmarks were gone. */
  private messageAboutFilter(): string {
    const { current } = this.choices;
    const listings = this.snapshots.latest.map(({ value }) => value);
    const hidesAll =
      filterBy(current.filter) !== undefined &&
      listings.some(({ items }) => items.length > 0) &&
      listings.every((listing) => shownBookmarks(listing, current).length === 0);
    return hidesAll
      ? vscode.l10n.t(
          "No bookmark matches {0}. “Clear Filter of Bookmarks” in the title shows all again.",
          filterText(current.filter),
        )
      : "";
  }

  private badge(): vscode.ViewBadge | undefined {
    const bookmarks = this.snapshots.latest.map(({ value }) => value.items);
    switch (this.settings.countBadge) {
      case "all": {
        const count = sum(bookmarks.map(({ length }) => length));
        return badgeOf(count, vscode.l10n.t("{0} bookmarks", count));
      }
      case "files": {
        const count = sum(bookmarks.map((items) => new Set(items.map(({ path }) => path)).size));
        return badgeOf(count, vscode.l10n.t("{0} files with bookmarks", count));
      }
      default:
        return undefined;
    }
  }
}

function badgeOf(value: number, tooltip: string): vscode.ViewBadge | undefined {
  return value === 0 ? undefined : { value, tooltip };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
