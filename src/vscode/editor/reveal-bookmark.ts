import * as vscode from "vscode";
import { LockstepError } from "../../core/errors";
import { fileUri, positionOf } from "../bookmark-texts";
import type { BookmarkInFolder } from "./bookmarked-lines";

/**
 * Shows a bookmark in an editor; in the editor group that shows its file already, if one does.
 *
 * @throws {LockstepError} `NOT_FOUND` when its file can't be opened
 */
export async function revealBookmark(
  { folder, bookmark }: BookmarkInFolder,
  options: vscode.TextDocumentShowOptions = {},
): Promise<vscode.TextEditor> {
  const uri = fileUri(folder, bookmark.path);
  const shown = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
  const column = shown?.viewColumn === undefined ? {} : { viewColumn: shown.viewColumn };
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    const editor = await vscode.window.showTextDocument(document, { ...column, ...options });
    return putCursor(editor, positionOf(bookmark));
  } catch (error) {
    throw new LockstepError(
      "NOT_FOUND",
      "{0} can't be opened; its bookmark on line {1} was kept.",
      [bookmark.path, bookmark.line],
      { cause: error },
    );
  }
}

function putCursor(editor: vscode.TextEditor, wanted: vscode.Range): vscode.TextEditor {
  const range = editor.document.validateRange(wanted);
  editor.selection = new vscode.Selection(range.start, range.start);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  return editor;
}
