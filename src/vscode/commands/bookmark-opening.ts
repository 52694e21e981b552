import type { Bookmark } from "../../core/bookmarks/bookmark";
import { LockstepError } from "../../core/errors";
import { bookmarkTitle } from "../bookmark-texts";
import { type BookmarkVisits, openWholeFile } from "../editor/bookmark-visits";
import type { LiveBookmarks } from "../editor/live-bookmarks";
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
    private readonly visits: BookmarkVisits,
  ) {}

  private async open(...[at]: CommandTable["lockstep.bookmark.open"]): Promise<void> {
    const { folder, record } = await this.bookmarks.bookmark(at);
    const bookmark = await this.newest({ folder, record });
    await (bookmark.target === "file"
      ? openWholeFile({ folder, bookmark })
      : this.visits.goTo({ folder, bookmark }, { preview: true }));
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
