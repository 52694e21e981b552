import assert from "node:assert/strict";
import { BookmarkHistory } from "../../src/core/bookmarks/bookmark-history";
import { BookmarkService } from "../../src/core/bookmarks/bookmark-service";
import { BookmarkTrash } from "../../src/core/bookmarks/bookmark-trash";
import { FileBookmarkRepository } from "../../src/core/bookmarks/file-bookmark-repository";
import { FileTrashRepository } from "../../src/core/bookmarks/file-trash-repository";
import type { ErrorCode } from "../../src/core/errors";
import { FileGroupRepository } from "../../src/core/groups/file-group-repository";
import { GroupService } from "../../src/core/groups/group-service";
import { FileQueueRepository } from "../../src/core/queues/file-queue-repository";
import { QueueService } from "../../src/core/queues/queue-service";
import { FileTranscriptRepository } from "../../src/core/sessions/file-transcript-repository";
import { TranscriptService } from "../../src/core/sessions/transcript-service";
import { MemoryDocumentStore } from "./memory-document-store";
import { rejectsWith } from "./throws-with";
import { TickingClock } from "./ticking-clock";

/** The services on documents in memory. */
export class ServicesInMemory {
  readonly store = new MemoryDocumentStore();
  readonly clock = new TickingClock();
  readonly history = new BookmarkHistory();
  readonly bookmarks = this.bookmarkService(this.history);
  readonly groups = new GroupService(new FileGroupRepository(this.store), this.clock);
  readonly queues = new QueueService(new FileQueueRepository(this.store), this.clock);
  readonly sessions = new TranscriptService(new FileTranscriptRepository(this.store), this.clock);

  /** Bookmarks of the same documents as another process has them, with a history of its own. */
  bookmarkService(history: BookmarkHistory): BookmarkService {
    const repository = new FileBookmarkRepository(this.store);
    history.follow(repository);
    const trash = new BookmarkTrash(repository, new FileTrashRepository(this.store), this.clock);
    return new BookmarkService(repository, trash, this.clock);
  }

  /** Asserts that `action` leaves every document alone, down to the last character and without a single write. */
  async writesNothing(action: () => Promise<unknown>): Promise<void> {
    const before = new Map(this.store.texts);
    const writes = this.store.writes.length;
    await action();
    assert.equal(this.store.writes.length, writes);
    assert.deepEqual(this.store.texts, before);
  }

  /** Asserts that `action` is refused and changes nothing. */
  refuses(code: ErrorCode, action: () => Promise<unknown>): Promise<void> {
    return this.writesNothing(() => rejectsWith(code, action()));
  }

  /** The next change of a document finds it as somebody else left it in the last moment. */
  justBefore(key: string, content: unknown): void {
    this.store.beforeChange = (changing) => {
      if (changing === key) {
        this.store.beforeChange = () => {};
        this.store.putByHand(key, content);
      }
    };
  }
}
