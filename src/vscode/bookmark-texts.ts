import { posix } from "node:path";
import * as vscode from "vscode";
import type { Bookmark } from "../core/bookmarks/bookmark";
import type { OpenFolder } from "./workspace-folders";

/** What a bookmark is called where it has to be told from others: its label, else its line's text or its file's name, else its place. */
export function bookmarkTitle({ label, path, target, anchor, line }: Bookmark): string {
  if (label !== undefined) {
    return label;
  }
  return target === undefined ? anchor.text.trim() || vscode.l10n.t("Line {0}", line) : posix.basename(path);
}

export function fileUri(folder: OpenFolder, path: string): vscode.Uri {
  return vscode.Uri.joinPath(folder.files, ...path.split("/"));
}

/** A path as people read it: within its folder, or from the root of its disk where it belongs to no folder. */
export function shownPath(folder: OpenFolder, path: string): string {
  return folder.isGlobal ? fileUri(folder, path).path.replace(/^\/(?=[a-z]:)/i, "") : path;
}

/** Where the cursor goes. Documents count from 1, VS Code from 0. */
export function positionOf({ line, column }: Bookmark): vscode.Range {
  return new vscode.Range(line - 1, column - 1, line - 1, column - 1);
}
