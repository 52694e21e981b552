import * as vscode from "vscode";
import { standsOnLine } from "../../core/bookmarks/bookmark-place";
import { LockstepError } from "../../core/errors";
import { positionOf } from "../bookmark-texts";
import type { BookmarkedLines } from "../editor/bookmarked-lines";
import type { Direction } from "../editor/neighbours";
import { expanded, type Selected, shrunk } from "../editor/selection-steps";
import type { CommandHandlers } from "./command-table";

type SelectionId =
  | "lockstep.bookmark.selectLines"
  | "lockstep.bookmark.expandSelectionToNext"
  | "lockstep.bookmark.expandSelectionToPrevious"
  | "lockstep.bookmark.shrinkSelection";

/** Milliseconds for which the status bar says that there is no more. */
const moment = 2000;

/** Selects from bookmark to bookmark, inside one file; it never goes round at the end. */
export class BookmarkSelection {
  readonly handlers: CommandHandlers<SelectionId> = {
    "lockstep.bookmark.selectLines": () => this.selectLines(),
    "lockstep.bookmark.expandSelectionToNext": () => this.expand("next"),
    "lockstep.bookmark.expandSelectionToPrevious": () => this.expand("previous"),
    "lockstep.bookmark.shrinkSelection": () => this.shrink(),
  };

  constructor(private readonly bookmarkedLines: BookmarkedLines) {}

  private selectLines(): void {
    const editor = activeEditor();
    const lines = new Set(this.bookmarksOf(editor).map(({ line }) => line));
    editor.selections = [...lines].map((line) => {
      const { start, end } = editor.document.lineAt(line).range;
      return new vscode.Selection(start, end);
    });
  }

  private expand(direction: Direction): void {
    const editor = activeEditor();
    select(
      editor,
      expanded(editor.selection, this.bookmarksOf(editor), direction),
      vscode.l10n.t("No more bookmarks."),
    );
  }

  private shrink(): void {
    const editor = activeEditor();
    if (editor.selections.length > 1) {
      throw new LockstepError("PRECONDITION", "Only one selection can be shrunk at a time.");
    }
    if (editor.selection.isEmpty) {
      throw new LockstepError("PRECONDITION", "Nothing is selected that could be shrunk.");
    }
    const smaller = shrunk(editor.selection, this.bookmarksOf(editor));
    select(editor, smaller, vscode.l10n.t("No more bookmarks to shrink to."));
  }

  /** @throws {LockstepError} `NOT_FOUND` */
  private bookmarksOf({ document }: vscode.TextEditor): readonly vscode.Position[] {
    const bookmarks = this.bookmarkedLines.in(document).map(({ bookmark }) => bookmark);
    const onLines = bookmarks.filter((bookmark) => standsOnLine(bookmark) && bookmark.line <= document.lineCount);
    if (onLines.length === 0) {
      throw new LockstepError("NOT_FOUND", "There are no bookmarks in this file.");
    }
    const positions = onLines.map((bookmark) => document.validatePosition(positionOf(bookmark).start));
    return positions.sort((left, right) => left.compareTo(right));
  }
}

/** @throws {LockstepError} `PRECONDITION` */
function activeEditor(): vscode.TextEditor {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    throw new LockstepError("PRECONDITION", "Open a file first.");
  }
  return editor;
}

function select(editor: vscode.TextEditor, selected: Selected | undefined, noMore: string): void {
  if (selected === undefined) {
    vscode.window.setStatusBarMessage(noMore, moment);
    return;
  }
  const { anchor, active } = selected;
  editor.selection = new vscode.Selection(anchor.line, anchor.character, active.line, active.character);
  editor.revealRange(new vscode.Range(editor.selection.active, editor.selection.active));
}
