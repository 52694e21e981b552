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
   * In an editor, in the group where its file is open already, if there is one; a whole folder in the explorer, and in no
   * editor.
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
    const editor = await openFileOf(target, options);
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

async function openFileOf(
  { folder, bookmark }: BookmarkInFolder,
  options: vscode.TextDocumentShowOptions,
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
