import * as vscode from "vscode";
import type { Bookmark } from "../../core/bookmarks/bookmark";
import { type Disposable, DisposableStore } from "../../core/events";
import type { Listing } from "../../core/records/named-document-repository";
import type { FolderSnapshots } from "../models/folder-snapshots";
import { Tooltip } from "../views/tooltip";
import type { BookmarkedLines } from "./bookmarked-lines";

/** Shows bookmarks in every visible editor: in the gutter, the overview ruler and on hover. */
export class BookmarkDecorations implements Disposable {
  private readonly owned = new DisposableStore();
  private readonly type: vscode.TextEditorDecorationType;

  constructor(
    media: vscode.Uri,
    private readonly bookmarkedLines: BookmarkedLines,
    snapshots: FolderSnapshots<Listing<Bookmark>>,
  ) {
    this.type = this.owned.add(vscode.window.createTextEditorDecorationType(appearance(media)));
    this.owned.add(snapshots.onDidChange(() => this.decorate(vscode.window.visibleTextEditors)));
    this.owned.add(vscode.window.onDidChangeVisibleTextEditors((editors) => this.decorate(editors)));
    this.decorate(vscode.window.visibleTextEditors);
  }

  dispose(): void {
    this.owned.dispose();
  }

  private decorate(editors: readonly vscode.TextEditor[]): void {
    for (const editor of editors) {
      const { document } = editor;
      const bookmarks = this.bookmarkedLines.in(document).map(({ bookmark }) => bookmark);
      const shown = bookmarks.filter(({ line }) => line <= document.lineCount);
      editor.setDecorations(
        this.type,
        shown.map((bookmark) => decorationFor(document, bookmark)),
      );
    }
  }
}

function appearance(media: vscode.Uri): vscode.DecorationRenderOptions {
  return {
    dark: { gutterIconPath: vscode.Uri.joinPath(media, "bookmark-dark.svg") },
    light: { gutterIconPath: vscode.Uri.joinPath(media, "bookmark-light.svg") },
    gutterIconSize: "contain",
    overviewRulerColor: new vscode.ThemeColor("lockstep.bookmarkOverviewRuler"),
    overviewRulerLane: vscode.OverviewRulerLane.Right,
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  };
}

function decorationFor(document: vscode.TextDocument, bookmark: Bookmark): vscode.DecorationOptions {
  const { range } = document.lineAt(bookmark.line - 1);
  const hoverMessage = hoverOf(bookmark);
  return hoverMessage === undefined ? { range } : { range, hoverMessage };
}

/** Only what a person wrote: a hover that says "bookmark" is in the way. */
function hoverOf({ label, note, tags }: Bookmark): vscode.MarkdownString | undefined {
  if (label === undefined && note === undefined && tags.length === 0) {
    return undefined;
  }
  const tooltip = new Tooltip().heading(label ?? vscode.l10n.t("Bookmark")).paragraph(note);
  return tooltip.fact(vscode.l10n.t("Tags"), tags.join(", ") || undefined).build();
}
