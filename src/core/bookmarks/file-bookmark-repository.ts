import { Emitter } from "../events";
import { checkId } from "../ids";
import { outcomeOf } from "../records/outcome";
import { BaseFileRepository } from "../storage/base-file-repository";
import type { DocumentKey, DocumentStore } from "../storage/document-store";
import type { Bookmark } from "./bookmark";
import type { NamedChange, Undoable } from "./bookmark-history";
import type { BookmarkChanges } from "./bookmark-input";
import * as rules from "./bookmark-rules";
import { type BookmarksChange, changeBetween } from "./bookmarks-change";
import { type BookmarksDocument, bookmarksCodec } from "./bookmarks-document";
import { type Candidate, listed } from "./default-list";
import { type BookmarksRule, emptyDocument } from "./edited-document";
import { type BookmarksOverview, overviewOf } from "./overview";
import { sortedByPlace } from "./place-order";
import { reverted } from "./revert-rules";

const key: DocumentKey = "bookmarks";

interface Changed<R> {
  readonly result: R;
  readonly change: BookmarksChange | undefined;
}

/** All bookmarks of a workspace folder, in one document. */
export class FileBookmarkRepository extends BaseFileRepository<BookmarksDocument> implements Undoable {
  /** A person may have left a document in another order. The store hands out one value until the document changes. */
  private readonly sorted = new WeakMap<BookmarksDocument, readonly Bookmark[]>();
  private readonly made = new Emitter<NamedChange>();

  readonly onDidMakeChange = this.made.event;

  constructor(store: DocumentStore) {
    super(store, bookmarksCodec);
  }

  /** By path, line, column. */
  async list(): Promise<readonly Bookmark[]> {
    const stored = await this.readWithLock(key);
    return stored === undefined ? [] : this.inOrder(stored.value);
  }

  /** Bookmarks and lists of one reading. */
  async overview(): Promise<BookmarksOverview> {
    const document = (await this.readWithLock(key))?.value ?? emptyDocument;
    return overviewOf(document, this.inOrder(document));
  }

  /** Adds a new one. @throws {LockstepError} `CONFLICT` */
  save(candidate: Candidate): Promise<Bookmark> {
    return this.change("Add bookmark", (document) => {
      const [bookmark = candidate.bookmark] = listed(document, [candidate]);
      return { document: rules.withBookmark(document, bookmark), result: bookmark };
    });
  }

  /** @throws {LockstepError} `NOT_FOUND`, `CONFLICT`, `INVALID` */
  async update(id: string, changes: BookmarkChanges, now: string): Promise<Bookmark> {
    checkId(id);
    return await this.change("Change bookmark", (document) => rules.withChangedBookmark(document, id, changes, now));
  }

  /** @throws {LockstepError} `NOT_FOUND` when none of them is there */
  delete(ids: readonly string[]): Promise<readonly Bookmark[]> {
    return this.change("Remove bookmarks", (document) => rules.withoutBookmarks(document, ids));
  }

  /** Applies what a person decided. @param what its name for people who undo it: a template without places */
  async change<R>(what: string, rule: BookmarksRule<R>): Promise<R> {
    const { result, change } = await this.apply(rule);
    if (change !== undefined) {
      this.made.fire({ what, change });
    }
    return result;
  }

  /**
   * Applies what nobody decided: it can't be undone. Where there is no document there is nothing to apply it to, and none
   * is made; the result is undefined then.
   */
  async changeSilently<R>(rule: BookmarksRule<R>): Promise<R | undefined> {
    return (await this.exists()) ? (await this.apply(rule)).result : undefined;
  }

  async exists(): Promise<boolean> {
    return (await this.readWithLock(key)) !== undefined;
  }

  /** What a rule would come to now, which says nothing about later; undefined where it refuses. */
  async foretell<R>(rule: BookmarksRule<R>): Promise<R | undefined> {
    const stored = await this.readWithLock(key);
    try {
      return rule(stored?.value).result;
    } catch {
      return undefined; // it says why when it is applied
    }
  }

  async revert(change: BookmarksChange): Promise<BookmarksChange | undefined> {
    return (await this.apply((document) => reverted(document, change))).change;
  }

  override dispose(): void {
    super.dispose();
    this.made.dispose();
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

  private async apply<R>(rule: BookmarksRule<R>): Promise<Changed<R>> {
    const { before, after, result } = await outcomeOf<
      BookmarksDocument,
      { before: BookmarksDocument | undefined; after: BookmarksDocument; result: R }
    >(
      (modifier) => this.modifyWithLock(key, modifier),
      (before) => {
        const { document: after, result } = rule(before);
        return { document: after, result: { before, after, result } };
      },
    );
    return { result, change: changeBetween(before, after) };
  }
}
