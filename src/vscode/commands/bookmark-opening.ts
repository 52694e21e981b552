import type { Bookmark } from "../../core/bookmarks/bookmark";
import { LockstepError } from "../../core/errors";
import { bookmarkTitle } from "../bookmark-texts";
import type { BookmarkVisits } from "../editor/bookmark-visits";
import type { BookmarkListing } from "../models/bookmarks-source";
import type { FolderSnapshots } from "../models/folder-snapshots";
import type { BookmarkChoice } from "./bookmark-choice";
import type { CommandHandlers, CommandTable } from "./command-table";
import type { InFolder } from "./record-choice";

/** Goes to a bookmark, wherever it is by now: a row may be older than the last change. */
export class BookmarkOpening {
  readonly handlers: CommandHandlers<"lockstep.bookmark.open"> = {
    "lockstep.bookmark.open": (at) => this.open(at),
  };

  constructor(
    private readonly snapshots: FolderSnapshots<BookmarkListing>,
    private readonly bookmarks: BookmarkChoice,
    private readonly visits: BookmarkVisits,
  ) {}

  private async open(...[at]: CommandTable["lockstep.bookmark.open"]): Promise<void> {
    const { folder, record } = await this.bookmarks.bookmark(at);
    await this.visits.goTo({ folder, bookmark: await this.newest({ folder, record }) }, { preview: true });
  }

  private async newest({ folder, record }: InFolder<Bookmark>): Promise<Bookmark> {
    const snapshots = await this.snapshots.current();
    const listing = snapshots.find((snapshot) => snapshot.folder === folder)?.value;
    const bookmark = listing?.items.find(({ id }) => id === record.id);
    if (bookmark === undefined) {
      throw new LockstepError("NOT_FOUND", "“{0}” was removed meanwhile.", [bookmarkTitle(record)]);
    }
    return bookmark;
  }
}
