import * as vscode from "vscode";

/** Where the cursor stands on the last line of a document that grows, it stays on the last line; else it is left alone. */
export class LogScroll {
  /** The last line of each document before it grew. */
  private readonly lastLines = new WeakMap<vscode.TextDocument, number>();

  goToEnd(editor: vscode.TextEditor): void {
    const { document } = editor;
    const { end } = document.lineAt(document.lineCount - 1).range;
    this.lastLines.set(document, end.line);
    editor.selection = new vscode.Selection(end, end);
    editor.revealRange(new vscode.Range(end, end));
  }

  grew(document: vscode.TextDocument): void {
    const before = this.lastLines.get(document) ?? 0;
    this.lastLines.set(document, document.lineCount - 1);
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document === document && editor.selection.active.line >= before) {
        this.goToEnd(editor);
      }
    }
  }
}
