import { isDeepStrictEqual } from "node:util";
import { type Disposable, DisposableStore, Emitter, type Event } from "../../core/events";
import type { FolderSet } from "../followed-folders";
import type { OpenFolder } from "../workspace-folders";

export interface SnapshotSource<T> {
  /**
   * Never fails: what can't be read is part of what it says. `readAgainIn` is for what changes by lasting; several calls
   * make one reading.
   */
  read(folder: OpenFolder, readAgainIn: (milliseconds: number) => void): Promise<T>;
  changes(folder: OpenFolder): Event<unknown>;
}

export interface FolderSnapshot<T> {
  readonly folder: OpenFolder;
  readonly value: T;
}

interface Watched<T> {
  value: T | undefined;
  reading: Promise<void>;
  /** Something changed since the reading that is under way began. */
  isOutdated: boolean;
  again: NodeJS.Timeout | undefined;
}

/**
 * What a service last said, for every open folder. A change is read once, whatever the number of views that show it, and
 * changes that arrive during a reading share the next one.
 */
export class FolderSnapshots<T> implements Disposable {
  private readonly watched = new Map<OpenFolder, Watched<T>>();
  private readonly changed = new Emitter<void>();
  private readonly owned = new DisposableStore();

  readonly onDidChange: Event<void> = this.changed.event;

  constructor(
    private readonly folders: FolderSet,
    private readonly source: SnapshotSource<T>,
  ) {
    this.owned.add(folders.follow((folder) => this.watch(folder)));
    this.owned.add(folders.onDidChange(() => this.changed.fire()));
  }

  /** What is known now; folders that were not read yet are left out. */
  get latest(): readonly FolderSnapshot<T>[] {
    return this.folders.all.flatMap((folder) => {
      const value = this.watched.get(folder)?.value;
      return value === undefined ? [] : [{ folder, value }];
    });
  }

  /** The same once every folder has been read, and every change that was told of before. */
  async current(): Promise<readonly FolderSnapshot<T>[]> {
    await Promise.all([...this.watched.values()].map(({ reading }) => reading));
    return this.latest;
  }

  /** Reads every folder again, for what the file system tells nobody of. */
  async refresh(): Promise<void> {
    for (const [folder, watched] of this.watched) {
      this.outdate(folder, watched);
    }
    await this.current();
  }

  dispose(): void {
    this.owned.dispose();
    this.changed.dispose();
  }

  private watch(folder: OpenFolder): Disposable {
    const watched: Watched<T> = { value: undefined, reading: Promise.resolve(), isOutdated: false, again: undefined };
    this.watched.set(folder, watched);
    this.outdate(folder, watched);
    const listening = this.source.changes(folder)(() => this.outdate(folder, watched));
    return {
      dispose: () => {
        listening.dispose();
        clearTimeout(watched.again);
        this.watched.delete(folder);
      },
    };
  }

  private outdate(folder: OpenFolder, watched: Watched<T>): void {
    if (watched.isOutdated) {
      return;
    }
    watched.isOutdated = true;
    watched.reading = watched.reading.then(() => this.read(folder, watched));
  }

  private async read(folder: OpenFolder, watched: Watched<T>): Promise<void> {
    watched.isOutdated = false;
    const value = await this.source.read(folder, (delay) => this.readAgain(folder, watched, delay));
    const isNews = !isDeepStrictEqual(value, watched.value);
    watched.value = value;
    if (isNews && this.watched.has(folder)) {
      this.changed.fire();
    }
  }

  private readAgain(folder: OpenFolder, watched: Watched<T>, delay: number): void {
    if (this.watched.has(folder)) {
      watched.again ??= setTimeout(() => {
        watched.again = undefined;
        this.outdate(folder, watched);
      }, delay).unref();
    }
  }
}
