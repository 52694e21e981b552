import { posix } from "node:path";
import * as vscode from "vscode";
import type { Bookmark, BookmarkList } from "../../core/bookmarks/bookmark";
import { themeColorOf } from "../bookmark-colors";
import { bookmarkTitle, fileUri, shownPath } from "../bookmark-texts";
import type { OpenFolder } from "../workspace-folders";
import { bookmarkIcon, folderIcon, iconNamed } from "./bookmark-icons";
import {
  bookmarkTooltip,
  countText,
  type PositionShown,
  positionText,
  spokenText,
  tagTexts,
} from "./bookmark-row-texts";
import { Row, rowId } from "./row";

export interface BookmarkRowStyle {
  readonly position: PositionShown;
  /** What the list that a bookmark is in looks like, for a bookmark that has no look of its own. */
  readonly listOf?: (bookmark: Bookmark) => BookmarkList | undefined;
}

export class BookmarkRow extends Row {
  readonly children: readonly Row[] = [];

  constructor(
    readonly folder: OpenFolder,
    readonly bookmark: Bookmark,
    private readonly style: BookmarkRowStyle = { position: "line" },
  ) {
    super();
  }

  item(): vscode.TreeItem {
    const { bookmark, folder, style } = this;
    const item = new vscode.TreeItem(bookmarkTitle(bookmark), vscode.TreeItemCollapsibleState.None);
    const shown = { ...bookmark, path: shownPath(folder, bookmark.path) };
    const position = positionText(shown, style.position);
    item.id = rowId("bookmark", folder, bookmark.id);
    item.description = [position, ...tagTexts(bookmark)].filter(Boolean).join(" ");
    item.iconPath = bookmarkIcon(bookmark, style.listOf?.(bookmark));
    if (bookmark.target !== undefined) {
      item.resourceUri = fileUri(folder, bookmark.path);
    }
    item.contextValue = bookmark.state === "orphaned" ? "bookmark.orphaned" : "bookmark";
    item.tooltip = bookmarkTooltip(shown);
    item.command = { command: "lockstep.bookmark.open", title: vscode.l10n.t("Open"), arguments: [this] };
    item.accessibilityInformation = { label: spokenText(shown, style.position) };
    return item;
  }
}

/** Bookmarks that stand together. Their rows are made when somebody looks. */
abstract class BookmarksRow extends Row {
  private rows: readonly BookmarkRow[] | undefined;

  constructor(
    readonly folder: OpenFolder,
    readonly count: number,
    private readonly makeRows: () => readonly BookmarkRow[],
    private readonly isExpanded: boolean,
  ) {
    super();
  }

  get children(): readonly BookmarkRow[] {
    this.rows ??= this.makeRows();
    return this.rows;
  }

  /** Also where there is nothing beneath: VS Code would keep a list closed whose first bookmark comes. */
  protected get collapsibleState(): vscode.TreeItemCollapsibleState {
    const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
    return this.isExpanded ? Expanded : Collapsed;
  }
}

/** A file with bookmarks, or a folder with one. */
export class FileRow extends BookmarksRow {
  constructor(
    folder: OpenFolder,
    readonly path: string,
    private readonly isFolder: boolean,
    ...rest: BookmarksOfRow
  ) {
    super(folder, ...rest);
  }

  item(): vscode.TreeItem {
    const item = new vscode.TreeItem(posix.basename(this.path), this.collapsibleState);
    const path = shownPath(this.folder, this.path);
    const parent = posix.dirname(path);
    item.id = rowId("file", this.folder, this.path);
    item.resourceUri = fileUri(this.folder, this.path);
    item.iconPath = this.isFolder ? new vscode.ThemeIcon(folderIcon) : vscode.ThemeIcon.File;
    item.description = parent === "." ? "" : parent;
    item.tooltip = path;
    item.contextValue = "file";
    item.accessibilityInformation = { label: countText(path, this.count) };
    return item;
  }
}

/** A list of bookmarks. */
export class ListRow extends BookmarksRow {
  constructor(
    folder: OpenFolder,
    readonly list: BookmarkList,
    private readonly isDefault: boolean,
    ...rest: BookmarksOfRow
  ) {
    super(folder, ...rest);
  }

  item(): vscode.TreeItem {
    const { name, color, icon } = this.list;
    const item = new vscode.TreeItem(name, this.collapsibleState);
    const isDefault = this.isDefault ? [vscode.l10n.t("default")] : [];
    item.id = rowId("list", this.folder, name);
    item.iconPath = iconNamed(icon, this.isDefault ? "star-full" : "list-unordered", themeColorOf(color));
    item.description = [String(this.count), ...isDefault].join(" · ");
    item.tooltip = [countText(name, this.count), ...this.explanation()].join("\n");
    item.contextValue = "list";
    item.accessibilityInformation = { label: [countText(name, this.count), ...isDefault].join(", ") };
    return item;
  }

  private explanation(): readonly string[] {
    return this.isDefault ? [vscode.l10n.t("Bookmarks that are set without naming a list come here.")] : [];
  }
}

/** The bookmarks that are in no list. */
export class NoListRow extends BookmarksRow {
  item(): vscode.TreeItem {
    const name = vscode.l10n.t("No List");
    const item = new vscode.TreeItem(name, this.collapsibleState);
    item.id = rowId("list", this.folder);
    item.iconPath = new vscode.ThemeIcon("inbox");
    item.description = String(this.count);
    item.tooltip = countText(name, this.count);
    item.contextValue = "list.none";
    item.accessibilityInformation = { label: countText(name, this.count) };
    return item;
  }
}

type BookmarksOfRow = readonly [count: number, makeRows: () => readonly BookmarkRow[], isExpanded: boolean];
