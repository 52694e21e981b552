import assert from "node:assert/strict";
import { BookmarkService } from "../../src/core/bookmarks/bookmark-service";
import { FileBookmarkRepository } from "../../src/core/bookmarks/file-bookmark-repository";
import type { ErrorCode } from "../../src/core/errors";
import { FileGroupRepository } from "../../src/core/groups/file-group-repository";
import { GroupService } from "../../src/core/groups/group-service";
import { FileQueueRepository } from "../../src/core/queues/file-queue-repository";
import { QueueService } from "../../src/core/queues/queue-service";
import { MemoryDocumentStore } from "./memory-document-store";
import { rejectsWith } from "./throws-with";
import { TickingClock } from "./ticking-clock";

/** The three services on documents in memory. */
export class ServicesInMemory {
  readonly store = new MemoryDocumentStore();
  readonly clock = new TickingClock();
  readonly bookmarks = new BookmarkService(new FileBookmarkRepository(this.store), this.clock);
  readonly groups = new GroupService(new FileGroupRepository(this.store), this.clock);
  readonly queues = new QueueService(new FileQueueRepository(this.store), this.clock);

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
