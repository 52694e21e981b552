import { LockstepError } from "../errors";
import { type Disposable, Emitter, type Event } from "../events";
import { type BookmarksChange, sizeOf } from "./bookmarks-change";

/** What undo or redo did, for a message. */
export interface Undone {
  /** A template of what was undone or done again: “Remove bookmarks”. */
  readonly what: string;
  readonly count: number;
}

/** A change that a person made, by its name. */
export interface NamedChange {
  readonly what: string;
  readonly change: BookmarksChange;
}

/** The bookmarks of one folder, as far as taking back goes. */
export interface Undoable {
  /** People changed something, through this process; undo and redo are not told. */
  readonly onDidMakeChange: Event<NamedChange>;
  /** Takes a change back. Resolves with what that changed, or undefined for nothing. @throws {LockstepError} `CONFLICT` */
  revert(change: BookmarksChange): Promise<BookmarksChange | undefined>;
}

interface Entry extends NamedChange {
  readonly of: Undoable;
}

const mostEntries = 200;

/**
 * What this process changed about bookmarks, in all of its folders, to be taken back and done again. An undo is a change
 * like any other: it shows everywhere. Nothing is kept on a disk.
 */
export class BookmarkHistory implements Disposable {
  private readonly changed = new Emitter<void>();
  private past: readonly Entry[] = [];
  private future: readonly Entry[] = [];
  private turn: Promise<unknown> = Promise.resolve();

  /** What can be undone or redone changed. */
  readonly onDidChange: Event<void> = this.changed.event;

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  /** The change that undo would take back; undefined for none. The same for as long as it is the last one. */
  get last(): NamedChange | undefined {
    return this.past.at(-1);
  }

  /** Remembers what people change in these bookmarks, and forgets it when the result is disposed of. */
  follow(bookmarks: Undoable): Disposable {
    const subscription = bookmarks.onDidMakeChange(({ what, change }) =>
      this.set(latest([...this.past, { what, change, of: bookmarks }]), []),
    );
    return {
      dispose: () => {
        subscription.dispose();
        this.set(
          this.past.filter((entry) => entry.of !== bookmarks),
          this.future.filter((entry) => entry.of !== bookmarks),
        );
      },
    };
  }

  /**
   * Takes the last change back. One that can't be taken back any more is forgotten, so that the one before it can.
   *
   * @throws {LockstepError} `PRECONDITION` when there is nothing; `CONFLICT` when someone else changed it since
   */
  undo(): Promise<Undone> {
    return this.inTurn(async () => {
      const entry = existing(this.past, "There is nothing to undo.");
      const done = await this.revert(entry);
      this.set(
        this.past.filter((other) => other !== entry),
        done === undefined ? this.future : latest([...this.future, done]),
      );
      return { what: entry.what, count: sizeOf(entry.change) };
    });
  }

  /** Does again what was undone last. @throws {LockstepError} `PRECONDITION`, `CONFLICT` */
  redo(): Promise<Undone> {
    return this.inTurn(async () => {
      const entry = existing(this.future, "There is nothing to do again.");
      const done = await this.revert(entry);
      this.set(
        done === undefined ? this.past : latest([...this.past, done]),
        this.future.filter((other) => other !== entry),
      );
      return { what: entry.what, count: sizeOf(entry.change) };
    });
  }

  dispose(): void {
    this.set([], []);
    this.changed.dispose();
  }

  private async revert(entry: Entry): Promise<Entry | undefined> {
    try {
      const change = await entry.of.revert(entry.change);
      return change && { ...entry, change };
    } catch (error) {
      if (error instanceof LockstepError && error.code === "CONFLICT") {
        this.forget(entry);
      }
      throw error;
    }
  }

  private forget(entry: Entry): void {
    this.set(
      this.past.filter((other) => other !== entry),
      this.future.filter((other) => other !== entry),
    );
  }

  private set(past: readonly Entry[], future: readonly Entry[]): void {
    this.past = past;
    this.future = future;
    this.changed.fire();
  }

  /** One after the other: the second of two takes back what was before the first. */
  private inTurn<R>(work: () => Promise<R>): Promise<R> {
    const result = this.turn.then(work);
    this.turn = result.catch(() => {});
    return result;
  }
}

function existing(entries: readonly Entry[], otherwise: string): Entry {
  const entry = entries.at(-1);
  if (entry === undefined) {
    throw new LockstepError("PRECONDITION", otherwise);
  }
  return entry;
}

function latest(entries: readonly Entry[]): readonly Entry[] {
  return entries.slice(-mostEntries);
}
