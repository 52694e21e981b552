import { type Disposable, Emitter, type Event } from "../events";
import { unfinished } from "../unfinished";

/** What undo or redo did, for a message. */
export interface Undone {
  /** A template of what was undone or done again: “Remove bookmarks”. */
  readonly what: string;
  readonly count: number;
}

/**
 * What this process changed about bookmarks, to be taken back and done again. An undo is a change like any other: it
 * shows everywhere.
 */
export class BookmarkHistory implements Disposable {
  private readonly changed = new Emitter<void>();

  /** What can be undone or redone changed. */
  readonly onDidChange: Event<void> = this.changed.event;

  get canUndo(): boolean {
    return unfinished();
  }

  get canRedo(): boolean {
    return unfinished();
  }

  /** @throws {LockstepError} `PRECONDITION` when there is nothing; `CONFLICT` when someone else changed it since */
  undo(): Promise<Undone> {
    return unfinished();
  }

  /** @throws {LockstepError} `PRECONDITION`, `CONFLICT` */
  redo(): Promise<Undone> {
    return unfinished();
  }

  dispose(): void {
    this.changed.dispose();
  }
}
