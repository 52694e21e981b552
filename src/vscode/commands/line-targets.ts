import * as vscode from "vscode";
import { anchorAt } from "../../core/bookmarks/anchor";
import type { BookmarkInput } from "../../core/bookmarks/bookmark-input";
import { LockstepError } from "../../core/errors";
import { linesOf } from "../../core/text-lines";
import type { FileInFolder, WorkspaceFolders } from "../workspace-folders";
import type { LineWords } from "./command-table";
import { editorMeant } from "./editor-at-call";

export interface LinesOfFile extends FileInFolder {
  readonly document: vscode.TextDocument;
  /** One per line, from the top. */
  readonly lines: readonly BookmarkInput[];
}

/**
 * The lines that a command is about: the one that was clicked in the gutter, else those of all cursors.
 *
 * @param locate whose bookmarks are meant
 * @throws {LockstepError} `PRECONDITION` without an editor; `INVALID` for a file that can't have bookmarks
 */
export async function linesMeant(
  folders: WorkspaceFolders,
  words: LineWords | undefined,
  locate: (uri: vscode.Uri) => FileInFolder | undefined = (uri) => folders.locate(uri),
): Promise<LinesOfFile> {
  const editor = editorMeant();
  const document = words?.uri === undefined ? editor?.document : await vscode.workspace.openTextDocument(words.uri);
  if (document === undefined) {
    throw new LockstepError("PRECONDITION", "Open a file first: a bookmark is set on a line of it.");
  }
  const place = locate(document.uri);
  if (place === undefined) {
    throw outsideFolders(document);
  }
  const cursors = editor?.document === document ? editor.selections.map(({ active }) => active) : [];
  const places = cursors.map(({ line, character }) => ({ line: line + 1, column: character + 1 }));
  const meant = words?.lineNumber === undefined ? places : [{ line: words.lineNumber, column: 1 }];
  return { ...place, document, lines: inputsAt(document, place, meant) };
}

/** The one line of those that a command of one line is about: with several cursors that of the main one. */
export function mainLine({ document, lines }: LinesOfFile): BookmarkInput {
  const editor = editorMeant();
  const [selection] = editor?.document === document ? editor.selections : [];
  const cursor = selection && selection.active.line + 1;
  const [first] = lines;
  const main = lines.find(({ line }) => line === cursor) ?? first;
  if (main === undefined) {
    throw new LockstepError("PRECONDITION", "Open a file first: a bookmark is set on a line of it.");
  }
  return main;
}

function outsideFolders({ isUntitled, uri }: vscode.TextDocument): LockstepError {
  if (isUntitled) {
    return new LockstepError("INVALID", "{0} can't have bookmarks before it is saved.", [uri.path]);
  }
  return uri.scheme === "file"
    ? new LockstepError(
        "INVALID",
        "{0} is in none of the open folders. “Toggle Global Bookmark” sets a bookmark there.",
        [uri.fsPath],
      )
    : new LockstepError("INVALID", "{0} can't have bookmarks: it is not a file on a disk.", [uri.path]);
}

interface LineAndColumn {
  readonly line: number;
  readonly column: number;
}

/** Of several cursors in a line the first counts. */
function inputsAt(
  document: vscode.TextDocument,
  { folder, path }: FileInFolder,
  places: readonly LineAndColumn[],
): BookmarkInput[] {
  const text = linesOf(document.getText());
  const lines = new Map(places.toReversed().map((place) => [place.line, place]));
  const sorted = [...lines.values()].toSorted((left, right) => left.line - right.line);
  return sorted.map(({ line, column }) => {
    if (line < 1 || line > document.lineCount) {
      throw new LockstepError("INVALID", "{0} has no line {1}.", [path, line]);
    }
    return { path, line, column, anchor: anchorAt(text, line), branch: folder.branch.scope };
  });
}
