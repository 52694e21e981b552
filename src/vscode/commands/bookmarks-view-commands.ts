import * as vscode from "vscode";
import type { Following } from "../following/following";
import type { BookmarkListing } from "../models/bookmarks-source";
import type { Models } from "../models/models";
import type { BookmarkViewChoices, Sorting } from "../views/bookmark-view-choices";
import { askFilter } from "./bookmark-filter-question";
import type { CommandHandlers, CommandTable } from "./command-table";
import { pick } from "./questions";
import { wordsOf } from "./words";

type ViewId =
  | "lockstep.bookmarks.showByFile"
  | "lockstep.bookmarks.showByList"
  | "lockstep.bookmarks.showFlat"
  | "lockstep.bookmarks.hidePosition"
  | "lockstep.bookmarks.showPosition"
  | "lockstep.bookmarks.sort"
  | "lockstep.bookmarks.filter"
  | "lockstep.bookmarks.clearFilter"
  | "lockstep.bookmarks.refresh";

/** How the Bookmarks view shows bookmarks. */
export class BookmarksViewCommands {
  readonly handlers: CommandHandlers<ViewId> = {
    "lockstep.bookmarks.showByFile": () => this.choices.change({ grouping: "file" }),
    "lockstep.bookmarks.showByList": () => this.choices.change({ grouping: "list" }),
    "lockstep.bookmarks.showFlat": () => this.choices.change({ grouping: "none" }),
    "lockstep.bookmarks.hidePosition": () => this.choices.change({ hidesPositions: true }),
    "lockstep.bookmarks.showPosition": () => this.choices.change({ hidesPositions: false }),
    "lockstep.bookmarks.sort": (by) => this.sort(by),
    "lockstep.bookmarks.filter": (by) => this.filter(by),
    "lockstep.bookmarks.clearFilter": () => this.choices.change({ filter: {} }),
    "lockstep.bookmarks.refresh": () => this.refresh(),
  };

  constructor(
    private readonly choices: BookmarkViewChoices,
    private readonly models: Models,
    private readonly following: Following,
  ) {}

  /** Reads the documents again, and looks for every bookmark's line in its file. */
  private async refresh(): Promise<void> {
    await this.models.refresh();
    const snapshots = await this.models.bookmarks.current();
    const pathsOf = ({ items }: BookmarkListing) => new Set(items.map(({ path }) => path));
    await Promise.all(snapshots.map(({ folder, value }) => this.following.check(folder, pathsOf(value), true)));
    await this.models.bookmarks.current();
  }

  private async sort(...[at]: CommandTable["lockstep.bookmarks.sort"]): Promise<void> {
    const sorting = wordsOf(at)?.by ?? (await pick(vscode.l10n.t("Sort Bookmarks By"), this.sortings()));
    await this.choices.change({ sorting });
  }

  private sortings() {
    const texts: readonly (readonly [Sorting, string])[] = [
      ["path", vscode.l10n.t("Path and Line")],
      ["label", vscode.l10n.t("Label")],
      ["age", vscode.l10n.t("Age, the Newest First")],
      ["manual", vscode.l10n.t("Your Own Order")],
    ];
    const { sorting } = this.choices.current;
    return texts.map(([value, label]) => ({
      label,
      value,
      ...(value === sorting ? { description: vscode.l10n.t("now") } : {}),
    }));
  }

  private async filter(...[at]: CommandTable["lockstep.bookmarks.filter"]): Promise<void> {
    const filter = wordsOf(at) ?? (await askFilter(await this.models.bookmarks.current(), this.choices.current.filter));
    await this.choices.change({ filter });
  }
}
