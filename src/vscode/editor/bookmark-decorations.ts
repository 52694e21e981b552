import { isDeepStrictEqual } from "node:util";
import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../../core/events";
import type { BookmarkSettings } from "../bookmark-settings";
import type { BookmarkListing } from "../models/bookmarks-source";
import type { FolderSnapshots } from "../models/folder-snapshots";
import { TypingPause } from "../typing-pause";
import type { OpenFolder } from "../workspace-folders";
import type { BookmarkedLines } from "./bookmarked-lines";
import { type DecoratedLine, decoratedLines } from "./decorated-lines";
import { DecorationTypes } from "./decoration-types";

/** What an editor was last told. */
interface Shown {
  readonly version: number;
  readonly lines: readonly DecoratedLine[];
  readonly types: ReadonlySet<vscode.TextEditorDecorationType>;
}

/**
 * Shows bookmarks in every visible editor: in the gutter, the overview ruler, on the line and behind it. All that happens in
 * one turn makes one pass. While text changes VS Code moves decorations by itself; where lines came or went they are looked at
 * again when nobody types for a moment.
 */
export class BookmarkDecorations implements Disposable {
  private readonly owned = new DisposableStore();
  private types: DecorationTypes;
  private showsLabels: boolean;
  private shown = new WeakMap<vscode.TextEditor, Shown>();
  private pass: NodeJS.Timeout | undefined;
  private readonly typing = this.owned.add(new TypingPause(() => this.decorateSoon()));

  constructor(
    private readonly settings: BookmarkSettings,
    private readonly bookmarkedLines: BookmarkedLines,
    private readonly snapshots: FolderSnapshots<BookmarkListing>,
  ) {
    this.types = new DecorationTypes(settings);
    this.showsLabels = settings.inlineLabel.enabled;
    this.owned.add(snapshots.onDidChange(() => this.decorateSoon()));
    this.owned.add(bookmarkedLines.onDidChange(() => this.typing.edited()));
    this.owned.add(settings.onDidChange(() => this.startOver()));
    this.owned.add(vscode.window.onDidChangeVisibleTextEditors(() => this.decorateSoon()));
    this.owned.add(vscode.workspace.onDidChangeTextDocument((change) => this.followText(change)));
    this.decorateSoon();
  }

  dispose(): void {
    clearTimeout(this.pass);
    this.owned.dispose();
    this.types.dispose();
  }

  private startOver(): void {
    this.types.dispose();
    this.types = new DecorationTypes(this.settings);
    this.showsLabels = this.settings.inlineLabel.enabled;
    this.shown = new WeakMap();
    this.decorateSoon();
  }

  /** Where line ends come and go, VS Code may leave a decoration on a line that a person would not choose. */
  private followText({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const isShown = (editor: vscode.TextEditor) =>
      editor.document === document && (this.shown.get(editor)?.lines.length ?? 0) > 0;
    const changesLines = contentChanges.some(({ range, text }) => !range.isSingleLine || /[\r\n]/.test(text));
    if (changesLines && vscode.window.visibleTextEditors.some(isShown)) {
      this.typing.edited();
    }
  }

  private decorateSoon(): void {
    this.pass ??= setTimeout(() => {
      this.pass = undefined;
      for (const editor of vscode.window.visibleTextEditors) {
        this.decorate(editor);
      }
    }, 0);
  }

  private decorate(editor: vscode.TextEditor): void {
    const before = this.shown.get(editor);
    const { version } = editor.document;
    const lines = this.linesOf(editor.document);
    const isNothing = lines.length === 0 && (before?.lines.length ?? 0) === 0;
    if (isNothing || (before?.version === version && isDeepStrictEqual(before.lines, lines))) {
      return;
    }
    const icons = this.iconsOf(editor.document, lines);
    for (const type of new Set([...(before?.types ?? []), ...icons.keys()])) {
      editor.setDecorations(type, icons.get(type) ?? []);
    }
    editor.setDecorations(this.types.label, labelOptions(editor.document, lines));
    this.shown.set(editor, { version, lines, types: new Set(icons.keys()) });
  }

  private iconsOf(
    document: vscode.TextDocument,
    lines: readonly DecoratedLine[],
  ): ReadonlyMap<vscode.TextEditorDecorationType, vscode.Range[]> {
    const icons = new Map<vscode.TextEditorDecorationType, vscode.Range[]>();
    for (const { line, ...look } of lines) {
      const type = this.types.icon(look);
      const ranges = icons.get(type) ?? [];
      ranges.push(iconRange(document, line));
      icons.set(type, ranges);
    }
    return icons;
  }

  private linesOf(document: vscode.TextDocument): readonly DecoratedLine[] {
    const colors = this.colorsOfLists();
    const listed = this.bookmarkedLines.in(document).map(({ folder, bookmark }) => ({
      bookmark,
      colorOfList: bookmark.list === undefined ? undefined : colors.get(folder)?.get(bookmark.list),
    }));
    return decoratedLines(listed, { lineCount: document.lineCount, showsLabels: this.showsLabels });
  }

  private colorsOfLists(): ReadonlyMap<OpenFolder, ReadonlyMap<string, string | undefined>> {
    return new Map(
      this.snapshots.latest.map(({ folder, value }) => [
        folder,
        new Map(value.lists.map(({ name, color }) => [name, color])),
      ]),
    );
  }
}

/** The first character that can be seen: Enter before it takes the icon along, Enter behind it does not. */
function iconRange(document: vscode.TextDocument, line: number): vscode.Range {
  const { firstNonWhitespaceCharacterIndex: start, text } = document.lineAt(line - 1);
  return new vscode.Range(line - 1, start, line - 1, Math.min(start + 1, text.length));
}

function labelOptions(
  document: vscode.TextDocument,
  lines: readonly DecoratedLine[],
): readonly vscode.DecorationOptions[] {
  return lines.flatMap(({ line, label }) => {
    if (label === undefined) {
      return [];
    }
    const { end } = document.lineAt(line - 1).range;
    return [{ range: new vscode.Range(end, end), renderOptions: { after: { contentText: label } } }];
  });
}
