import { checkId } from "../ids";
import { outcomeOf } from "../records/outcome";
import { BaseFileRepository } from "../storage/base-file-repository";
import type { DocumentKey, DocumentStore } from "../storage/document-store";
import type { Bookmark } from "./bookmark";
import type { BookmarkChanges } from "./bookmark-input";
import * as rules from "./bookmark-rules";
import { type BookmarksDocument, bookmarksCodec } from "./bookmarks-document";
import { type Imported, withImported } from "./exchange/import-rules";
import { sortedByPlace } from "./place-order";

const key: DocumentKey = "bookmarks";

/** All bookmarks of a workspace folder, in one document. */
export class FileBookmarkRepository extends BaseFileRepository<BookmarksDocument> {
  /** A person may have left a document in another order. The store hands out one value until the document changes. */
  private readonly sorted = new WeakMap<BookmarksDocument, readonly Bookmark[]>();

  constructor(store: DocumentStore) {
    super(store, bookmarksCodec);
  }

  /** By path, line, column. */
  async list(): Promise<readonly Bookmark[]> {
    const stored = await this.readWithLock(key);
    return stored === undefined ? [] : this.inOrder(stored.value);
  }

  /** Adds a new one. @throws {LockstepError} `CONFLICT` */
  async save(bookmark: Bookmark): Promise<Bookmark> {
    await this.modifyWithLock(key, (document) => rules.withBookmark(document, bookmark));
    return bookmark;
  }

  toggle(candidates: readonly Bookmark[], now: string): Promise<rules.Toggled> {
    return this.change((document) => rules.toggled(document, candidates, now));
  }

  importAll(candidates: readonly Bookmark[]): Promise<Imported> {
    return this.change((document) => withImported(document, candidates));
  }

  /** @throws {LockstepError} `NOT_FOUND`, `CONFLICT`, `INVALID` */
  async update(id: string, changes: BookmarkChanges, now: string): Promise<Bookmark> {
    checkId(id);
    return await this.change((document) => rules.withChangedBookmark(document, id, changes, now));
  }

  /** @throws {LockstepError} `NOT_FOUND` when none of them is there */
  async delete(ids: readonly string[]): Promise<readonly Bookmark[]> {
    for (const id of ids) {
      checkId(id);
    }
    return ids.length === 0 ? [] : await this.change((document) => rules.withoutBookmarks(document, ids));
  }

  async clear(path: string | undefined): Promise<readonly Bookmark[]> {
    // Where there is no document, clearing must not make one.
    if ((await this.readWithLock(key)) === undefined) {
      return [];
    }
    return await this.change((document) => rules.cleared(document ?? { version: 1, bookmarks: [] }, path));
  }

  async restore(bookmarks: readonly Bookmark[]): Promise<void> {
    if (bookmarks.length > 0) {
      await this.modifyWithLock(key, (document) => rules.withRestored(document, bookmarks));
    }
  }

  protected owns(changed: DocumentKey): boolean {
    return changed === key;
  }

  private inOrder(document: BookmarksDocument): readonly Bookmark[] {
    const known = this.sorted.get(document);
    const bookmarks = known ?? sortedByPlace(document.bookmarks);
    if (known === undefined) {
      this.sorted.set(document, bookmarks);
    }
    return bookmarks;
  }

  private change<R>(
    rule: (document: BookmarksDocument | undefined) => { document: BookmarksDocument; result: R },
  ): Promise<R> {
    return outcomeOf((modifier) => this.modifyWithLock(key, modifier), rule);
  }
}
