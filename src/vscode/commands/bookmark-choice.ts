import * as vscode from "vscode";
import type { Bookmark } from "../../core/bookmarks/bookmark";
import { isAt, placeText } from "../../core/bookmarks/bookmark-place";
import { scopedTo, showsOn } from "../../core/bookmarks/branch-scope";
import { LockstepError } from "../../core/errors";
import { bookmarkTitle, shownPath } from "../bookmark-texts";
import { BookmarkRow } from "../views/bookmark-rows";
import type { OpenFolder, WorkspaceFolders } from "../workspace-folders";
import type { BookmarkWords, LineWords } from "./command-table";
import type { FolderChoice } from "./folder-choice";
import { linesMeant } from "./line-targets";
import { chooseRecord, findByWords, type InFolder, type RecordKind } from "./record-choice";

/** Which ones there are to choose from: those that the views show, or behind them also those of other branches. */
type Among = "shown" | "all";

/** Which bookmark a command is about. */
export class BookmarkChoice {
  constructor(
    private readonly workspace: WorkspaceFolders,
    private readonly folders: FolderChoice,
  ) {}

  /**
   * The one that was clicked or named, else the one on the line of the gutter or the cursor, else the one that the person
   * chooses. Whoever names one may also mean one that hides.
   *
   * @throws {LockstepError} `NOT_FOUND`, `INVALID`, `ABORTED`
   */
  async bookmark(at: BookmarkRow | BookmarkWords | undefined, among: Among = "shown"): Promise<InFolder<Bookmark>> {
    if (at instanceof BookmarkRow) {
      return { folder: at.folder, record: at.bookmark };
    }
    const folders = this.folders.meantWithGlobal(at);
    if (at?.bookmark !== undefined) {
      return await findByWords(bookmarkKind("all"), folders, at.bookmark);
    }
    return (await this.onLine(at)) ?? (await chooseRecord(bookmarkKind(among), folders));
  }

  private async onLine(at: LineWords | undefined): Promise<InFolder<Bookmark> | undefined> {
    const uri = at?.uri ?? vscode.window.activeTextEditor?.document.uri;
    for (const place of uri === undefined ? [] : this.workspace.locateAll(uri)) {
      const { folder, lines } = await linesMeant(this.workspace, at, () => place);
      const bookmarks = await folder.state.bookmarks.list();
      const record = bookmarks.find((bookmark) => lines.some((line) => isAt(line, bookmark)));
      if (record !== undefined) {
        return { folder, record };
      }
    }
    if (uri !== undefined && at?.lineNumber !== undefined) {
      const path = this.workspace.locate(uri)?.path ?? uri.path;
      throw new LockstepError("NOT_FOUND", "There is no bookmark on line {0} of {1}.", [at.lineNumber, path]);
    }
    return undefined;
  }
}

function bookmarkKind(among: Among): RecordKind<Bookmark> {
  return {
    noun: "bookmark",
    title: vscode.l10n.t("Which Bookmark?"),
    none: "There are no bookmarks yet. Set one on a line of a file first.",
    async list({ state, branch }) {
      const { shown, hidden } = scopedTo(branch.scope, await state.bookmarks.list());
      return { items: among === "all" ? [...shown, ...hidden] : shown, problems: [] };
    },
    shown: (bookmark, folder) => ({
      label: bookmarkTitle(bookmark),
      description: descriptionOf(bookmark, folder),
      iconPath: new vscode.ThemeIcon("bookmark"),
    }),
  };
}

/** Of one that hides also where it shows. */
function descriptionOf(bookmark: Bookmark, folder: OpenFolder): string {
  const place = placeText({ ...bookmark, path: shownPath(folder, bookmark.path) });
  return showsOn(folder.branch.scope, bookmark)
    ? place
    : vscode.l10n.t("{0} on branch {1}", place, bookmark.branch ?? "");
}
