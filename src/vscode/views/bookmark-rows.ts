import { posix } from "node:path";
import * as vscode from "vscode";
import type { Bookmark, BookmarkList } from "../../core/bookmarks/bookmark";
import type { Listing } from "../../core/records/named-document-repository";
import { bookmarkTitle, fileUri, positionOf } from "../bookmark-texts";
import type { FolderSnapshot } from "../models/folder-snapshots";
import type { OpenFolder } from "../workspace-folders";
import { problemRows } from "./problem-row";
import { Row, rowId } from "./row";
import { Tooltip, timeText } from "./tooltip";

/** A file with bookmarks. */
export class FileRow extends Row {
  readonly children: readonly BookmarkRow[];

  constructor(
    readonly folder: OpenFolder,
    readonly path: string,
    bookmarks: readonly Bookmark[],
  ) {
    super();
    this.children = bookmarks.map((bookmark) => new BookmarkRow(folder, bookmark));
  }

  item(): vscode.TreeItem {
    const item = new vscode.TreeItem(posix.basename(this.path), vscode.TreeItemCollapsibleState.Expanded);
    const parent = posix.dirname(this.path);
    item.id = rowId("file", this.folder, this.path);
    item.resourceUri = fileUri(this.folder, this.path);
    item.iconPath = vscode.ThemeIcon.File;
    item.description = parent === "." ? "" : parent;
    item.tooltip = this.path;
    item.contextValue = "file";
    const count = this.children.length;
    item.accessibilityInformation = {
      label:
        count === 1
          ? vscode.l10n.t("{0}, 1 bookmark", this.path)
          : vscode.l10n.t("{0}, {1} bookmarks", this.path, count),
    };
    return item;
  }
}

export class BookmarkRow extends Row {
  readonly children: readonly Row[] = [];

  constructor(
    readonly folder: OpenFolder,
    readonly bookmark: Bookmark,
  ) {
    super();
  }

  item(): vscode.TreeItem {
    const { bookmark, folder } = this;
    const item = new vscode.TreeItem(bookmarkTitle(bookmark), vscode.TreeItemCollapsibleState.None);
    item.id = rowId("bookmark", folder, bookmark.id);
    item.description = [`:${bookmark.line}`, ...bookmark.tags.map((tag) => `#${tag}`)].join(" ");
    item.iconPath = iconOf(bookmark);
    item.contextValue = "bookmark";
    item.tooltip = tooltipOf(bookmark);
    item.command = {
      command: "vscode.open",
      title: vscode.l10n.t("Open"),
      arguments: [fileUri(folder, bookmark.path), { selection: positionOf(bookmark) }],
    };
    item.accessibilityInformation = {
      label: vscode.l10n.t("{0}, line {1}", bookmarkTitle(bookmark), bookmark.line),
    };
    return item;
  }
}

/** A list of bookmarks. */
export class ListRow extends Row {
  readonly children: readonly Row[];

  constructor(
    readonly folder: OpenFolder,
    readonly list: BookmarkList,
    bookmarks: readonly Bookmark[],
  ) {
    super();
    this.children = bookmarks.map((bookmark) => new BookmarkRow(folder, bookmark));
  }

  item(): vscode.TreeItem {
    const item = new vscode.TreeItem(this.list.name, vscode.TreeItemCollapsibleState.Expanded);
    item.id = rowId("list", this.folder, this.list.name);
    item.contextValue = "list";
    return item;
  }
}

export function bookmarkRows({ folder, value }: FolderSnapshot<Listing<Bookmark>>): readonly Row[] {
  const paths = [...new Set(value.items.map(({ path }) => path))];
  const rows = paths.map(
    (path) =>
      new FileRow(
        folder,
        path,
        value.items.filter((bookmark) => bookmark.path === path),
      ),
  );
  return [...problemRows(folder, value.problems), ...rows];
}

function iconOf({ state }: Bookmark): vscode.ThemeIcon {
  return state === "orphaned"
    ? new vscode.ThemeIcon("bookmark", new vscode.ThemeColor("list.warningForeground"))
    : new vscode.ThemeIcon("bookmark");
}

function tooltipOf(bookmark: Bookmark): vscode.MarkdownString {
  const tooltip = new Tooltip().heading(bookmarkTitle(bookmark)).paragraph(`${bookmark.path}:${bookmark.line}`);
  tooltip.paragraph(bookmark.note).fact(vscode.l10n.t("Tags"), bookmark.tags.join(", ") || undefined);
  tooltip.paragraph(stateText(bookmark)).fact(vscode.l10n.t("Set"), timeText(bookmark.createdAt));
  return bookmark.anchor.text === "" ? tooltip.build() : tooltip.code(bookmark.anchor.text).build();
}

function stateText({ state }: Bookmark): string | undefined {
  return state === "orphaned" ? vscode.l10n.t("Its line is gone from the file.") : undefined;
}
