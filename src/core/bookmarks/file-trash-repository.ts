import { outcomeOf } from "../records/outcome";
import { BaseFileRepository } from "../storage/base-file-repository";
import type { DocumentKey, DocumentStore } from "../storage/document-store";
import type { Bookmark } from "./bookmark";
import { type TrashDocument, type TrashedBookmark, trashCodec } from "./trash-document";
import { withoutTrashed, withTrashed } from "./trash-rules";

const key: DocumentKey = "trash";

/** What was removed from the bookmarks of a folder. */
export class FileTrashRepository extends BaseFileRepository<TrashDocument> {
  constructor(store: DocumentStore) {
    super(store, trashCodec);
  }

  async list(): Promise<readonly TrashedBookmark[]> {
    return (await this.readWithLock(key))?.value.removed ?? [];
  }

  /** @param present the ids of all bookmarks that are there */
  async add(bookmarks: readonly Bookmark[], present: ReadonlySet<string>, now: Date): Promise<void> {
    await this.modifyWithLock(key, (document) => withTrashed(document, bookmarks, present, now));
  }

  /** Resolves with those that were there. */
  remove(entries: readonly TrashedBookmark[]): Promise<readonly TrashedBookmark[]> {
    return outcomeOf<TrashDocument, readonly TrashedBookmark[]>(
      (modifier) => this.modifyWithLock(key, modifier),
      (document) => withoutTrashed(document, entries),
    );
  }

  protected owns(changed: DocumentKey): boolean {
    return changed === key;
  }
}
