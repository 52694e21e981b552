/**
 * An extension that follows edits as alefragnani/vscode-bookmarks 14.1 does (src/extension.ts, sticky/sticky.ts,
 * decoration/decoration.ts and storage/workspaceState.ts there), with its bookmarks in the project's file. Only what runs
 * with every edit: its commands and its side bar are left out, which is to its advantage. Ours from the first line to the
 * last: it stands for the algorithm, not for the code.
 */
import * as vscode from "vscode";

interface Mark {
  line: number;
  readonly column: number;
  readonly label: string;
}

interface MarkedFile {
  readonly path: string;
  bookmarks: Mark[];
}

type Change = vscode.TextDocumentContentChangeEvent;

class Model {
  private readonly gutter = vscode.window.createTextEditorDecorationType({
    overviewRulerLane: vscode.OverviewRulerLane.Full,
    overviewRulerColor: "#157EFB",
    gutterIconPath: vscode.Uri.parse(
      `data:image/svg+xml,${encodeURIComponent("<svg xmlns='http://www.w3.org/2000/svg'/>")}`,
    ),
  });
  private readonly line = vscode.window.createTextEditorDecorationType({ isWholeLine: true });
  private readonly label = vscode.window.createTextEditorDecorationType({ after: { margin: "0 0 0 2ch" } });
  private readonly updated = new vscode.EventEmitter<Mark>();
  private active: MarkedFile | undefined;
  private editor: vscode.TextEditor | undefined;
  private drawing: NodeJS.Timeout | undefined;
  saves = 0;

  constructor(
    private readonly root: vscode.Uri,
    private readonly files: readonly MarkedFile[],
  ) {
    this.show(vscode.window.activeTextEditor);
    vscode.window.onDidChangeActiveTextEditor((editor) => this.show(editor));
    vscode.workspace.onDidChangeTextDocument((event) => this.follow(event));
  }

  private show(editor: vscode.TextEditor | undefined): void {
    this.editor = editor;
    const path = editor && vscode.workspace.asRelativePath(editor.document.uri, false);
    this.active = this.files.find((file) => file.path === path);
    clearTimeout(this.drawing);
    this.drawing = setTimeout(() => this.draw(), 100);
    this.tellLines();
  }

  private follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (document !== this.editor?.document || this.active === undefined) {
      return;
    }
    const changed = contentChanges.map((change) => this.followChange(change, document)).some(Boolean);
    this.draw();
    if (changed) {
      this.save();
    }
  }

  private followChange({ range, text }: Change, document: vscode.TextDocument): boolean {
    const file = this.active;
    const added = text.match(/\n/g)?.length ?? 0;
    const removed = range.end.line - range.start.line;
    if (file === undefined || added + removed === 0) {
      return false;
    }
    const before = file.bookmarks.length;
    file.bookmarks = file.bookmarks.filter(
      ({ line }) => removed === 0 || line < range.start.line || line >= range.end.line,
    );
    return this.shift(file, range, added - removed, document) || file.bookmarks.length < before;
  }

  private shift(file: MarkedFile, { start }: vscode.Range, by: number, document: vscode.TextDocument): boolean {
    let hit = false;
    for (const mark of file.bookmarks) {
      const isBlank = document.lineAt(start.line).text.replace(/\s/g, "") === "";
      if (mark.line > start.line || (mark.line === start.line && (start.character === 0 || isBlank))) {
        mark.line += by;
        this.updated.fire(mark);
        hit = true;
      }
    }
    return hit;
  }

  private draw(): void {
    const { editor, active } = this;
    if (editor === undefined || active === undefined) {
      return;
    }
    const shown = active.bookmarks.filter(({ line }) => line < editor.document.lineCount);
    const ranges = shown.map(({ line }) => new vscode.Range(line, 0, line, 0));
    editor.setDecorations(this.gutter, ranges);
    editor.setDecorations(this.line, ranges);
    const labels = shown
      .filter(({ label }) => label !== "")
      .map(({ line, label }) => ({
        range: editor.document.lineAt(line).range,
        renderOptions: { after: { contentText: label } },
      }));
    editor.setDecorations(this.label, labels);
  }

  private tellLines(): void {
    const lines = this.active?.bookmarks.map(({ line }) => line + 1) ?? [];
    void vscode.commands.executeCommand("setContext", "modelOfVb.linesWithBookmarks", lines);
  }

  private save(): void {
    const used = this.files.filter(({ bookmarks }) => bookmarks.length > 0);
    const text = JSON.stringify({ files: used }, null, "\t");
    void vscode.workspace.fs.writeFile(fileIn(this.root), new TextEncoder().encode(text));
    this.saves++;
  }
}

function fileIn(root: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(root, ".vscode", "bookmarks.json");
}

/** Resolves with what counts the writes of the file. */
export async function activate(): Promise<{ readonly writes: () => number }> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) {
    throw new Error("A folder has to be open.");
  }
  const bytes = await vscode.workspace.fs.readFile(fileIn(folder.uri));
  const { files } = JSON.parse(new TextDecoder().decode(bytes)) as { readonly files: readonly MarkedFile[] };
  const model = new Model(folder.uri, files);
  return { writes: () => model.saves };
}
