import * as vscode from "vscode";
import type { Bookmark } from "../../core/bookmarks/bookmark";
import { LockstepError } from "../../core/errors";
import { fileUri, positionOf } from "../bookmark-texts";
import type { BookmarkInFolder } from "./bookmarked-lines";
import { groupWith } from "./tabs";

export interface RevealOptions extends vscode.TextDocumentShowOptions {
  /** Where in the editor its line comes to stand. */
  readonly location?: "top" | "center";
}

/**
 * Shows a bookmark in an editor, in the group where its file is open already, if there is one; that of a whole folder in
 * the explorer, and in no editor.
 *
 * @throws {LockstepError} `NOT_FOUND` when its file can't be opened
 */
export async function revealBookmark(
  target: BookmarkInFolder,
  options: RevealOptions = {},
): Promise<vscode.TextEditor | undefined> {
  if (target.bookmark.target === "folder") {
    await vscode.commands.executeCommand("revealInExplorer", fileUri(target.folder, target.bookmark.path));
    return undefined;
  }
  const editor = await openFileOf(target, options);
  putCursor(editor, target.bookmark, options.location);
  return editor;
}

/** The same without moving the cursor. @throws {LockstepError} `NOT_FOUND` */
export async function openFileOf(
  { folder, bookmark }: BookmarkInFolder,
  options: vscode.TextDocumentShowOptions = {},
): Promise<vscode.TextEditor> {
  const uri = fileUri(folder, bookmark.path);
  const group = groupWith(uri);
  const column = group === undefined ? {} : { viewColumn: group.viewColumn };
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    return await vscode.window.showTextDocument(document, { ...column, ...options });
  } catch (error) {
    throw new LockstepError(
      "NOT_FOUND",
      "{0} can't be opened; its bookmark on line {1} was kept.",
      [bookmark.path, bookmark.line],
      { cause: error },
    );
  }
}

export function putCursor(editor: vscode.TextEditor, bookmark: Bookmark, location: "top" | "center" = "center"): void {
  const range = editor.document.validateRange(positionOf(bookmark));
  editor.selection = new vscode.Selection(range.start, range.start);
  const { AtTop, InCenter } = vscode.TextEditorRevealType;
  editor.revealRange(range, location === "top" ? AtTop : InCenter);
}
