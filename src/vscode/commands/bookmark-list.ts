import * as vscode from "vscode";
import { LockstepError } from "../../core/errors";
import type { LiveBookmarks } from "../editor/live-bookmarks";
import type { BookmarkPicker } from "./bookmark-picker";
import type { CommandHandlers } from "./command-table";

/** All bookmarks in a list, those of the file in the editor first. */
export class BookmarkList {
  readonly handlers: CommandHandlers<"lockstep.bookmark.list"> = {
    "lockstep.bookmark.list": () => this.show(),
  };

  constructor(
    private readonly bookmarks: LiveBookmarks,
    private readonly picker: BookmarkPicker,
  ) {}

  private async show(): Promise<void> {
    const all = await this.bookmarks.all();
    if (all.length === 0) {
      throw new LockstepError("NOT_FOUND", "There are no bookmarks yet. Set one on a line of a file first.");
    }
    await this.picker.show(vscode.l10n.t("Bookmarks"), all, this.bookmarks.cursor());
  }
}
