import * as vscode from "vscode";
import type { Bookmark } from "../../core/bookmarks/bookmark";
import { LockstepError } from "../../core/errors";
import type { BookmarkSettings } from "../bookmark-settings";
import { fileUri, positionOf } from "../bookmark-texts";
import type { Following } from "../following/following";
import type { Models } from "../models/models";
import type { BookmarkedLines, BookmarkInFolder } from "./bookmarked-lines";
import { groupWith } from "./tabs";

interface Parts {
  readonly following: Following;
  readonly bookmarkedLines: BookmarkedLines;
  readonly models: Models;
  readonly settings: BookmarkSettings;
}

/** Shows bookmarks on the lines that they have by then: that its file is open may be what tells where one is. */
export class BookmarkVisits {
  constructor(private readonly parts: Parts) {}

  /**
   * In an editor, in the group where its file is open already, if there is one: a whole file from its first line; a whole
   * folder in the explorer. Resolves with the editor of a text.
   *
   * @param arrived is called with the editor before its cursor moves
   * @throws {LockstepError} `NOT_FOUND` when its file can't be opened
   */
  async goTo(
    target: BookmarkInFolder,
    options: vscode.TextDocumentShowOptions = {},
    arrived: (editor: vscode.TextEditor) => void = () => undefined,
  ): Promise<vscode.TextEditor | undefined> {
    if (target.bookmark.target === "folder") {
      await vscode.commands.executeCommand("revealInExplorer", fileUri(target.folder, target.bookmark.path));
      return undefined;
    }
    const { target: whole } = target.bookmark;
    const editor = await (whole === "file" ? openWholeFile(target, options) : openText(target, options));
    if (editor === undefined) {
      return undefined;
    }
    arrived(editor);
    this.putCursor(editor, await this.asSeen(target.bookmark, editor.document));
    return editor;
  }

  /** As it was, when it is gone. */
  private async asSeen(bookmark: Bookmark, document: vscode.TextDocument): Promise<Bookmark> {
    const { following, bookmarkedLines, models } = this.parts;
    await following.catchUp(document.uri);
    await models.bookmarks.current();
    const seen = [...bookmarkedLines.in(document), ...bookmarkedLines.orphansIn(document)];
    return seen.find((one) => one.bookmark.id === bookmark.id)?.bookmark ?? bookmark;
  }

  private putCursor(editor: vscode.TextEditor, bookmark: Bookmark): void {
    const range = editor.document.validateRange(positionOf(bookmark));
    editor.selection = new vscode.Selection(range.start, range.start);
    const { AtTop, InCenter } = vscode.TextEditorRevealType;
    editor.revealRange(range, this.parts.settings.revealLocation === "top" ? AtTop : InCenter);
  }
}

/** It may be a picture: whatever VS Code has an editor for. Its cursor stays. @throws {LockstepError} `NOT_FOUND` */
export async function openWholeFile(
  { folder, bookmark: { path } }: BookmarkInFolder,
  options: vscode.TextDocumentShowOptions = {},
): Promise<vscode.TextEditor | undefined> {
  const uri = fileUri(folder, path);
  try {
    await vscode.workspace.fs.stat(uri);
  } catch (error) {
    throw new LockstepError("NOT_FOUND", "{0} is gone; its bookmark was kept.", [path], { cause: error });
  }
  await vscode.commands.executeCommand("vscode.open", uri, { ...columnOf(uri), ...options });
  const editor = vscode.window.activeTextEditor;
  return editor?.document.uri.toString() === uri.toString() ? editor : undefined;
}

async function openText(
  { folder, bookmark }: BookmarkInFolder,
  options: vscode.TextDocumentShowOptions,
): Promise<vscode.TextEditor> {
  const uri = fileUri(folder, bookmark.path);
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    return await vscode.window.showTextDocument(document, { ...columnOf(uri), ...options });
  } catch (error) {
    throw new LockstepError(
      "NOT_FOUND",
      "{0} can't be opened; its bookmark on line {1} was kept.",
      [bookmark.path, bookmark.line],
      { cause: error },
    );
  }
}

function columnOf(uri: vscode.Uri): vscode.TextDocumentShowOptions {
  const group = groupWith(uri);
  return group === undefined ? {} : { viewColumn: group.viewColumn };
}
