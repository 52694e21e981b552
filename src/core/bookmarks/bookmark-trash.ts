import { isDeepStrictEqual } from "node:util";
import type { Clock } from "../clock";
import { LockstepError } from "../errors";
import type { Bookmark } from "./bookmark";
import type { BookmarksRule } from "./edited-document";
import type { FileBookmarkRepository } from "./file-bookmark-repository";
import type { FileTrashRepository } from "./file-trash-repository";
import type { TrashedBookmark } from "./trash-document";

/**
 * Removes bookmarks so that they can be brought back. They are put into the trash first, as far as can be told without
 * the lock, and only then taken away, so that a crash in between loses nothing: what is in both documents is not in the
 * trash for anybody who asks. What turned out to be removed as well follows.
 */
export class BookmarkTrash {
  constructor(
    private readonly bookmarks: FileBookmarkRepository,
    private readonly trash: FileTrashRepository,
    private readonly clock: Clock,
  ) {}

  /** Applies a rule that removes bookmarks. @param removedBy which of them are kept in the trash */
  async removing<R>(what: string, rule: BookmarksRule<R>, removedBy: (result: R) => readonly Bookmark[]): Promise<R> {
    const expected = await this.bookmarks.foretell(rule);
    const predicted = expected === undefined ? [] : removedBy(expected);
    await this.put(predicted);
    const result = await this.bookmarks.change(what, rule);
    const known = new Map(predicted.map((bookmark) => [bookmark.id, bookmark]));
    await this.put(removedBy(result).filter((bookmark) => !isDeepStrictEqual(known.get(bookmark.id), bookmark)));
    return result;
  }

  /** Without what is back. */
  async list(): Promise<readonly TrashedBookmark[]> {
    const removed = await this.trash.list();
    const present = removed.length === 0 ? new Set() : await this.present();
    return removed.filter(({ bookmark }) => !present.has(bookmark.id));
  }

  /** What is in the trash of these ids. @throws {LockstepError} `NOT_FOUND` when nothing is */
  async find(ids: readonly string[]): Promise<readonly TrashedBookmark[]> {
    const wanted = new Set(ids);
    const found = (await this.list()).filter(({ bookmark }) => wanted.has(bookmark.id));
    const [first] = ids;
    if (found.length === 0 && first !== undefined) {
      throw new LockstepError("NOT_FOUND", "There is no bookmark “{0}” in the trash.", [first]);
    }
    return found;
  }

  /** Takes entries out, but not what was removed once more since. Resolves with those that were there. */
  async forget(entries: readonly TrashedBookmark[]): Promise<readonly TrashedBookmark[]> {
    return entries.length === 0 ? [] : await this.trash.remove(entries);
  }

  /** Forgets what somebody saw in the trash, as far as it is not back: an undo that is done again needs it there. */
  async empty(seen: readonly TrashedBookmark[]): Promise<readonly TrashedBookmark[]> {
    const present = await this.present();
    return await this.forget(seen.filter(({ bookmark }) => !present.has(bookmark.id)));
  }

  private async put(bookmarks: readonly Bookmark[]): Promise<void> {
    if (bookmarks.length > 0) {
      await this.trash.add(bookmarks, await this.present(), this.clock.now());
    }
  }

  private async present(): Promise<ReadonlySet<string>> {
    return new Set((await this.bookmarks.list()).map(({ id }) => id));
  }
}
