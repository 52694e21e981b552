import * as vscode from "vscode";
import type { OpenFolder } from "../workspace-folders";
import { Row, rowId } from "./row";

/** A workspace folder, where there are several, or the global one beside them. */
export class FolderRow extends Row {
  constructor(
    readonly folder: OpenFolder,
    readonly children: readonly Row[],
  ) {
    super();
  }

  item(): vscode.TreeItem {
    const item = new vscode.TreeItem(this.folder.name, vscode.TreeItemCollapsibleState.Expanded);
    item.id = rowId("folder", this.folder);
    item.contextValue = "folder";
    item.iconPath = this.folder.isGlobal ? new vscode.ThemeIcon("globe") : vscode.ThemeIcon.Folder;
    item.tooltip = this.folder.stateUri.fsPath;
    item.accessibilityInformation = { label: this.folder.name };
    return item;
  }
}
