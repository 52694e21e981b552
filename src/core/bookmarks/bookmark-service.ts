import type { Clock } from "../clock";
import type { Event } from "../events";
import { newId } from "../ids";
import { findRecord } from "../records/find-record";
import type { Bookmark } from "./bookmark";
import { type BookmarkChanges, type BookmarkInput, bookmarkChangesFrom, bookmarkFrom } from "./bookmark-input";
import { bookmarkPath } from "./bookmark-path";
import type { Toggled } from "./bookmark-rules";
import type { Imported } from "./exchange/import-rules";
import type { FileBookmarkRepository } from "./file-bookmark-repository";

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

  /** @throws {LockstepError} `INVALID`; `CONFLICT` when the line has a bookmark */
  async add(input: BookmarkInput): Promise<Bookmark> {
    return await this.repository.save(this.candidate(input));
  }

  /**
   * Sets a bookmark on lines without one and removes those of lines with one, in one change. An input with a label never
   * removes: it labels the bookmark that is there, which counts as added.
   *
   * @throws {LockstepError} `INVALID`
   */
  async toggle(inputs: readonly BookmarkInput[]): Promise<Toggled> {
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
