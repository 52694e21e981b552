import * as vscode from "vscode";
import type { Bookmark } from "../../core/bookmarks/bookmark";
import { onLines } from "../../core/bookmarks/bookmark-place";
import { scopedTo } from "../../core/bookmarks/branch-scope";
import { LockstepError } from "../../core/errors";
import { bookmarkTitle } from "../bookmark-texts";
import { waitFor } from "../waiting";
import type { WorkspaceFolders } from "../workspace-folders";
import type { BookmarkChoice } from "./bookmark-choice";
import type { CommandHandlers, CommandTable } from "./command-table";
import { type LinesOfFile, linesMeant } from "./line-targets";
import { pick } from "./questions";
import type { InFolder } from "./record-choice";

/** Puts a bookmark where the cursor is, within its file: also one whose line is gone. */
export class BookmarkMoving {
  readonly handlers: CommandHandlers<"lockstep.bookmark.moveHere"> = {
    "lockstep.bookmark.moveHere": (at) => this.moveHere(at),
  };

  constructor(
    private readonly workspace: WorkspaceFolders,
    private readonly bookmarks: BookmarkChoice,
  ) {}

  private async moveHere(...[at]: CommandTable["lockstep.bookmark.moveHere"]): Promise<Bookmark> {
    const here = await linesMeant(this.workspace, undefined);
    const { folder, record } = at === undefined ? await chooseOf(here) : await this.bookmarks.bookmark(at);
    const [place] = here.lines;
    if (record.target !== undefined) {
      throw new LockstepError("PRECONDITION", "“{0}” marks all of {1}, not a line of it.", [
        bookmarkTitle(record),
        record.path,
      ]);
    }
    if (place === undefined || folder !== here.folder || record.path !== here.path) {
      throw new LockstepError(
        "PRECONDITION",
        "“{0}” can be moved within its own file only. Open {1} and put the cursor on the line where it belongs.",
        [bookmarkTitle(record), record.path],
      );
    }
    const { line, column, anchor } = place;
    return await waitFor(folder, () => folder.state.bookmarks.edit(record.id, { line, column, anchor }));
  }
}

/** One of the file's, those that lost their line first. */
async function chooseOf({ folder, path }: LinesOfFile): Promise<InFolder<Bookmark>> {
  const { shown } = scopedTo(folder.branch.scope, await folder.state.bookmarks.list());
  const ofLines = onLines(shown).filter((bookmark) => bookmark.path === path);
  if (ofLines.length === 0) {
    throw new LockstepError("NOT_FOUND", "{0} has no bookmark that could be moved.", [path]);
  }
  const isLost = ({ state }: Bookmark) => state === "orphaned";
  const choices = [...ofLines.filter(isLost), ...ofLines.filter((bookmark) => !isLost(bookmark))].map((record) => ({
    label: bookmarkTitle(record),
    description: isLost(record) ? vscode.l10n.t("its line is gone") : `:${record.line}`,
    iconPath: new vscode.ThemeIcon(isLost(record) ? "warning" : "bookmark"),
    value: { folder, record },
  }));
  return await pick(vscode.l10n.t("Move Which Bookmark Here?"), choices);
}
