import * as vscode from "vscode";
import type { Bookmark } from "../../core/bookmarks/bookmark";
import { standsOnLine } from "../../core/bookmarks/bookmark-place";
import { Tooltip } from "../views/tooltip";
import type { BookmarkedLines, BookmarkInFolder } from "./bookmarked-lines";

/** Says on hover what a person wrote about a line. Asked for one line at a time, so notes cost nothing until then. */
export class BookmarkHover implements vscode.HoverProvider, vscode.Disposable {
  private readonly registered = vscode.languages.registerHoverProvider({ scheme: "file" }, this);

  constructor(private readonly bookmarkedLines: BookmarkedLines) {}

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const line = position.line + 1;
    const here = this.bookmarkedLines.in(document).filter(({ bookmark }) => bookmark.line === line && isTold(bookmark));
    return here.length === 0 ? undefined : new vscode.Hover(here.map(hoverText), document.lineAt(position).range);
  }

  dispose(): void {
    this.registered.dispose();
  }
}

/** A hover that only says “bookmark” is in the way. */
function isTold(bookmark: Bookmark): boolean {
  const { label, note, tags, list } = bookmark;
  const isSaid = label !== undefined || note !== undefined || tags.length > 0 || list !== undefined;
  return isSaid && standsOnLine(bookmark);
}

/** Links of the note lead to the web and, when they are relative, into the folder. */
function hoverText({ folder, bookmark }: BookmarkInFolder): vscode.MarkdownString {
  const { label, note, tags, list } = bookmark;
  const tooltip = new Tooltip().heading(label ?? vscode.l10n.t("Bookmark")).note(note);
  tooltip.fact(vscode.l10n.t("Tags"), tags.join(", ") || undefined).fact(vscode.l10n.t("List"), list);
  const text = tooltip.build();
  text.baseUri = vscode.Uri.joinPath(folder.files, "/");
  return text;
}
