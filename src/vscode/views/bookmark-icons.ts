import * as vscode from "vscode";
import { isIcon } from "../../core/bookmarks/appearance-input";
import type { Bookmark, BookmarkList } from "../../core/bookmarks/bookmark";
import { themeColorOf } from "../bookmark-colors";

/** A document may say anything: what can't be the name of an icon is not used as one. */
export function iconNamed(
  name: string | undefined,
  otherwise: string,
  color: vscode.ThemeColor | undefined,
): vscode.ThemeIcon {
  const id = name !== undefined && isIcon(name) ? name : otherwise;
  return color === undefined ? new vscode.ThemeIcon(id) : new vscode.ThemeIcon(id, color);
}

/** What is lost comes first; then what a person chose for the bookmark, then the colour of its list. */
export function bookmarkIcon(bookmark: Bookmark, list: BookmarkList | undefined): vscode.ThemeIcon {
  const { state, target, icon } = bookmark;
  if (state === "orphaned") {
    return new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"));
  }
  const color = themeColorOf(bookmark.color ?? list?.color);
  if (target !== undefined && icon === undefined && color === undefined) {
    return target === "file" ? vscode.ThemeIcon.File : vscode.ThemeIcon.Folder;
  }
  const plain = target === undefined ? "bookmark" : target === "file" ? "file" : "folder";
  return iconNamed(icon, plain, color);
}
