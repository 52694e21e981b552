import * as vscode from "vscode";
import { LockstepError } from "../../core/errors";
import type { LiveBookmarks } from "../editor/live-bookmarks";
import { inSameFile } from "../editor/neighbours";
import type { BookmarkPicker } from "./bookmark-picker";
import type { CommandHandlers } from "./command-table";

/** The bookmarks of the file in the editor in a list. */
export class BookmarkFileList {
  readonly handlers: CommandHandlers<"lockstep.bookmark.listFile"> = {
    "lockstep.bookmark.listFile": () => this.show(),
  };

  constructor(
    private readonly bookmarks: LiveBookmarks,
    private readonly picker: BookmarkPicker,
  ) {}

  private async show(): Promise<void> {
    const cursor = this.bookmarks.cursor();
    if (cursor === undefined) {
      throw new LockstepError("PRECONDITION", "Open a file of an open folder first.");
    }
    const inFile = (await this.bookmarks.all()).filter((place) => inSameFile(place, cursor));
    if (inFile.length === 0) {
      throw new LockstepError("NOT_FOUND", "There are no bookmarks in this file.");
    }
    await this.picker.show(vscode.l10n.t("Bookmarks of {0}", cursor.path), inFile, cursor);
  }
}
