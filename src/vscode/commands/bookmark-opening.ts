import * as vscode from "vscode";
import type { Bookmark } from "../../core/bookmarks/bookmark";
import { LockstepError } from "../../core/errors";
import type { BookmarkSettings } from "../bookmark-settings";
import { bookmarkTitle, fileUri } from "../bookmark-texts";
import type { BookmarkInFolder } from "../editor/bookmarked-lines";
import type { LiveBookmarks } from "../editor/live-bookmarks";
import { revealBookmark } from "../editor/reveal-bookmark";
import type { BookmarkChoice } from "./bookmark-choice";
import type { CommandHandlers, CommandTable } from "./command-table";
import type { InFolder } from "./record-choice";

/** Goes to a bookmark, wherever it is by now: a row may be older than the last change. */
export class BookmarkOpening {
  readonly handlers: CommandHandlers<"lockstep.bookmark.open"> = {
    "lockstep.bookmark.open": (at) => this.open(at),
  };

  constructor(
    private readonly live: LiveBookmarks,
    private readonly bookmarks: BookmarkChoice,
    private readonly settings: BookmarkSettings,
  ) {}

  private async open(...[at]: CommandTable["lockstep.bookmark.open"]): Promise<void> {
    const { folder, record } = await this.bookmarks.bookmark(at);
    const bookmark = await this.newest({ folder, record });
    await (bookmark.target === "file"
      ? openFile({ folder, bookmark })
      : revealBookmark({ folder, bookmark }, { preview: true, location: this.settings.revealLocation }));
  }

  private async newest({ folder, record }: InFolder<Bookmark>): Promise<Bookmark> {
    const bookmarks = await this.live.all();
    const found = bookmarks.find((candidate) => candidate.folder === folder && candidate.bookmark.id === record.id);
    if (found === undefined) {
      throw new LockstepError("NOT_FOUND", "“{0}” was removed meanwhile.", [bookmarkTitle(record)]);
    }
    return found.bookmark;
  }
}

/** A whole file may be a picture: whatever VS Code has an editor for. */
async function openFile({ folder, bookmark: { path } }: BookmarkInFolder): Promise<void> {
  const uri = fileUri(folder, path);
  try {
    await vscode.workspace.fs.stat(uri);
  } catch (error) {
    throw new LockstepError("NOT_FOUND", "{0} is gone; its bookmark was kept.", [path], { cause: error });
  }
  await vscode.commands.executeCommand("vscode.open", uri);
}
