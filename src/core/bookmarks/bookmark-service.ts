import type { Clock } from "../clock";
import type { Event } from "../events";
import { newId } from "../ids";
import { findRecord } from "../records/find-record";
import { unfinished } from "../unfinished";
import type { Bookmark, BookmarkList } from "./bookmark";
import { type BookmarkChanges, type BookmarkInput, bookmarkChangesFrom, bookmarkFrom } from "./bookmark-input";
import { bookmarkPath } from "./bookmark-path";
import type { Toggled } from "./bookmark-rules";
import type { Imported } from "./exchange/import-rules";
import type { FileBookmarkRepository } from "./file-bookmark-repository";
import type { FollowedPlace, PathMove } from "./following";
import type { BookmarksOfDeletedList, ListChanges, ListInput } from "./list-input";

/** Bookmarks by place; lists in their order, those that only bookmarks name behind the others. */
export interface BookmarksOverview {
  readonly bookmarks: readonly Bookmark[];
  readonly lists: readonly BookmarkList[];
  readonly defaultList: string | undefined;
}

/** `allLinesAtOnce`: set all that are missing, or remove all when none is. */
export type ToggleMode = "allLinesAtOnce" | "eachLineIndependently";

/** Where else a number may be: each file for itself, nowhere else, or anywhere. */
export type MnemonicScope = "file" | "all" | "duplicates";

export interface BookmarkPlacement {
  readonly list?: string | null | undefined;
  /** The id of the bookmark before which they come. */
  readonly before?: string | undefined;
}

export interface TrashedBookmark {
  readonly bookmark: Bookmark;
  readonly removedAt: string;
}

/** What people do with bookmarks. Everything may throw what the store throws. */
export class BookmarkService {
  constructor(
    private readonly repository: FileBookmarkRepository,
    private readonly clock: Clock,
  ) {}

  /** The bookmarks changed, here or anywhere else. */
  readonly onDidChange: Event<void> = (listener) => this.repository.onDidChange(() => listener());

  /** By path, line, column. */
  list(): Promise<readonly Bookmark[]> {
    return this.repository.list();
  }

  /** Bookmarks and lists as one moment had them. */
  async overview(): Promise<BookmarksOverview> {
    return unfinished();
  }

  /** @throws {LockstepError} `INVALID`; `CONFLICT` when the line has a bookmark */
  async add(input: BookmarkInput): Promise<Bookmark> {
    return await this.repository.save(this.candidate(input));
  }

  /**
   * Sets a bookmark on lines without one and removes those of lines with one, in one change; or, with
   * `allLinesAtOnce`, sets what is missing and removes only when none is. An input with a label never removes: it labels
   * the bookmark that is there, which counts as added.
   *
   * @throws {LockstepError} `INVALID`
   */
  async toggle(inputs: readonly BookmarkInput[], mode: ToggleMode = "eachLineIndependently"): Promise<Toggled> {
    void mode;
    const candidates = inputs.map((input) => this.candidate(input));
    return candidates.length === 0 ? { added: [], removed: [] } : await this.repository.toggle(candidates, this.now());
  }

  /**
   * Sets bookmarks on the lines that have none, in one change. What is on the others stays as it is, so that an import
   * may be repeated.
   *
   * @throws {LockstepError} `INVALID`
   */
  async importAll(inputs: readonly BookmarkInput[]): Promise<Imported> {
    const candidates = inputs.map((input) => this.candidate(input));
    return candidates.length === 0 ? { added: [], existing: [] } : await this.repository.importAll(candidates);
  }

  /** @throws {LockstepError} `INVALID`, `NOT_FOUND`; `CONFLICT` when its new line has a bookmark */
  async edit(id: string, changes: BookmarkChanges): Promise<Bookmark> {
    return await this.repository.update(id, bookmarkChangesFrom(changes), this.now());
  }

  /**
   * Resolves with those that were there: another writer may have removed some.
   *
   * @throws {LockstepError} `INVALID`; `NOT_FOUND` when none was
   */
  remove(ids: readonly string[]): Promise<readonly Bookmark[]> {
    return this.repository.delete(ids);
  }

  /** Removes the bookmarks of one file, or all. */
  async clear(path?: string): Promise<readonly Bookmark[]> {
    return await this.repository.clear(path === undefined ? undefined : bookmarkPath(path));
  }

  /**
   * Says where bookmarks are now, in one change. It is not a person's change: `updatedAt` stays, and it can't be undone.
   * Reports that were overtaken are left out, as are bookmarks that are gone. Resolves with what changed.
   */
  follow(places: readonly FollowedPlace[]): Promise<readonly Bookmark[]> {
    void places;
    return unfinished();
  }

  /**
   * Files and folders have other names now: their bookmarks go along, in one change. The bookmarks of `src` are not those
   * of `src2`. Resolves with what moved.
   *
   * @throws {LockstepError} `INVALID`
   */
  movePaths(moves: readonly PathMove[]): Promise<readonly Bookmark[]> {
    void moves;
    return unfinished();
  }

  /**
   * Puts bookmarks into a list (null: into none; undefined: where they are), before another one of it or at its end, and
   * keeps their order among themselves.
   *
   * @throws {LockstepError} `INVALID`; `NOT_FOUND` when none of them is there, or `before` is not
   */
  place(ids: readonly string[], to: BookmarkPlacement): Promise<readonly Bookmark[]> {
    void [ids, to];
    return unfinished();
  }

  /**
   * Gives the bookmark on a line the number, sets one there if there is none, and takes the number away where it was:
   * everywhere, in the same file, or nowhere, as `scope` says. On the line that has the number already it takes the
   * bookmark away.
   *
   * @throws {LockstepError} `INVALID`
   */
  toggleMnemonic(input: BookmarkInput, mnemonic: string, scope: MnemonicScope): Promise<Toggled> {
    void [input, mnemonic, scope];
    return unfinished();
  }

  /** @throws {LockstepError} `INVALID`; `CONFLICT` when there is one of that name */
  createList(input: ListInput): Promise<BookmarkList> {
    void input;
    return unfinished();
  }

  /** Also of a list that only bookmarks name. @throws {LockstepError} `INVALID`, `NOT_FOUND`, `CONFLICT` */
  editList(name: string, changes: ListChanges): Promise<BookmarkList> {
    void [name, changes];
    return unfinished();
  }

  /** Resolves with the bookmarks that went with it. @throws {LockstepError} `NOT_FOUND` */
  deleteList(name: string, bookmarks: BookmarksOfDeletedList): Promise<readonly Bookmark[]> {
    void [name, bookmarks];
    return unfinished();
  }

  /** The list of bookmarks that name none; null: none. @throws {LockstepError} `NOT_FOUND` */
  setDefaultList(name: string | null): Promise<void> {
    void name;
    return unfinished();
  }

  /** What was removed lately, the newest first, without what is back. */
  trash(): Promise<readonly TrashedBookmark[]> {
    return unfinished();
  }

  /** Brings removed bookmarks back from the trash. Resolves with those that are back now. @throws {LockstepError} `NOT_FOUND` */
  restoreFromTrash(ids: readonly string[]): Promise<readonly Bookmark[]> {
    void ids;
    return unfinished();
  }

  /** For good. Resolves with how many there were. */
  emptyTrash(): Promise<number> {
    return unfinished();
  }

  /** Brings removed bookmarks back under their ids. Those that exist stay as they are. */
  restore(bookmarks: readonly Bookmark[]): Promise<void> {
    return this.repository.restore(bookmarks);
  }

  /** By id or the beginning of one. @throws {LockstepError} `NOT_FOUND`; `INVALID` when several begin so */
  async find(ref: string): Promise<Bookmark> {
    return findRecord(await this.list(), ref, "bookmark");
  }

  private candidate(input: BookmarkInput): Bookmark {
    return bookmarkFrom(input, newId(), this.now());
  }

  private now(): string {
    return this.clock.now().toISOString();
  }
}
