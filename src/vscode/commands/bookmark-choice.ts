import * as vscode from "vscode";
import type { Bookmark } from "../../core/bookmarks/bookmark";
import { isAt, placeText } from "../../core/bookmarks/bookmark-place";
import { LockstepError } from "../../core/errors";
import { bookmarkTitle } from "../bookmark-texts";
import { BookmarkRow } from "../views/bookmark-rows";
import type { WorkspaceFolders } from "../workspace-folders";
import type { BookmarkWords, LineWords } from "./command-table";
import type { FolderChoice } from "./folder-choice";
import { linesMeant } from "./line-targets";
import { chooseRecord, findByWords, type InFolder, type RecordKind } from "./record-choice";

/** Which bookmark a command is about. */
export class BookmarkChoice {
  constructor(
    private readonly workspace: WorkspaceFolders,
    private readonly folders: FolderChoice,
  ) {}

  /**
   * The one that was clicked or named, else the one on the line of the gutter or the cursor, else the one that the person
   * chooses.
   *
   * @throws {LockstepError} `NOT_FOUND`, `INVALID`, `ABORTED`
   */
  async bookmark(at: BookmarkRow | BookmarkWords | undefined): Promise<InFolder<Bookmark>> {
    if (at instanceof BookmarkRow) {
      return { folder: at.folder, record: at.bookmark };
    }
    const folders = this.folders.meantWithGlobal(at);
    if (at?.bookmark !== undefined) {
      return await findByWords(bookmarkKind(), folders, at.bookmark);
    }
    return (await this.onLine(at)) ?? (await chooseRecord(bookmarkKind(), folders));
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

function bookmarkKind(): RecordKind<Bookmark> {
  return {
    noun: "bookmark",
    title: vscode.l10n.t("Which Bookmark?"),
    none: "There are no bookmarks yet. Set one on a line of a file first.",
    list: async ({ bookmarks }) => ({ items: await bookmarks.list(), problems: [] }),
    shown: (bookmark) => ({
      label: bookmarkTitle(bookmark),
      description: placeText(bookmark),
      iconPath: new vscode.ThemeIcon("bookmark"),
    }),
  };
}
