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

/** Of a bookmarked folder. The one that stands for any folder is left to the icon theme, and many have none. */
export const folderIcon = "symbol-folder";

/** What is lost comes first; then what a person chose for the bookmark, then the colour of its list. */
export function bookmarkIcon(bookmark: Bookmark, list?: BookmarkList): vscode.ThemeIcon {
  const { state, target, icon } = bookmark;
  if (state === "orphaned") {
    return new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"));
  }
  const color = themeColorOf(bookmark.color ?? list?.color);
  if (target === "file" && icon === undefined && color === undefined) {
    return vscode.ThemeIcon.File;
  }
  const plain = target === undefined ? "bookmark" : target === "file" ? "file" : folderIcon;
  return iconNamed(icon, plain, color);
}
