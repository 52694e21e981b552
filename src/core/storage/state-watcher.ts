import { basename, dirname, join } from "node:path";
import { type Disposable, Emitter } from "../events";
import type { Log } from "../log";
import { DocumentStamps } from "./document-stamps";
import type { DocumentEvent, DocumentKey } from "./document-store";
import { FolderWatch } from "./folder-watch";
import { isOnNetworkDisk } from "./network-disk";
import { type StatePaths, watchedFolders } from "./state-paths";
import { lockedDocuments } from "./status";

export type WatchMode = "auto" | "poll";

export interface WatchTimes {
  /** Milliseconds between looks where the system does not tell of changes. */
  readonly poll: number;
  /** Milliseconds between checks that the system really tells of changes. */
  readonly audit: number;
}

const defaultTimes: WatchTimes = { poll: 1_000, audit: 10_000 };

/** Milliseconds from the coming or going of a lock to the look whether one stands: most are held for a few of them. */
const lockDelay = 1_000;

/** A lock, a place in the line for one, or the folder of those who read. */
const lockFile = /\.(lock(\..+)?|readers)$/;

/** So many changes found by audits of which no event told until the next audit, and `fs.watch` counts as silent. */
const missesUntilPolling = 2;

type EventKind = Parameters<ConstructorParameters<typeof FolderWatch>[1]>[1];

export interface OwnChange extends Disposable {
  /** What we wrote, as {@link stampAt} would tell it: anything else that stands there is another's. */
  wrote(stamp: string): void;
}

/**
 * Tells of changes that other writers made: one event per change of a document, whatever number of file-system events
 * it makes, and none for our own.
 *
 * An event of `fs.watch` is only a hint to look; what counts is whether the document's stamp differs from the one seen
 * last. So lost, doubled and late hints do no harm, and polling is the same look without hints.
 */
export class StateWatcher implements Disposable {
  private readonly changed = new Emitter<DocumentEvent>();
  private readonly localChanged = new Emitter<void>();
  private readonly owned = new Map<DocumentKey, number>();
  private readonly stamps: DocumentStamps;
  private watches: readonly FolderWatch[] = [];
  private timer: NodeJS.Timeout | undefined;
  private lockTimer: NodeJS.Timeout | undefined;
  private lockStood = false;
  private misses = 0;
  /** Changes that an audit found and of which the system may still tell, late. */
  private readonly unconfirmed = new Set<DocumentKey>();

  readonly onDidChange = this.changed.event;
  /** Somebody came or went, a lease changed hands, or a lock stands for longer than a change takes, or no longer does. */
  readonly onDidChangeLocal = this.localChanged.event;

  constructor(
    private readonly paths: StatePaths,
    private readonly log: Log,
    private readonly times: WatchTimes = defaultTimes,
    private readonly watchFolder = (...args: ConstructorParameters<typeof FolderWatch>) => new FolderWatch(...args),
  ) {
    this.stamps = new DocumentStamps(paths);
  }

  /** `auto` watches where that works and polls where it does not; `poll` always polls. */
  start(mode: WatchMode): void {
    for (const key of this.stamps.keys()) {
      this.stamps.look(key);
    }
    if (mode === "poll" || isOnNetworkDisk(this.paths.root)) {
      this.poll("it is set, or the folder is on a network disk");
      return;
    }
    this.watches = this.folders().map(([folder, onEvent]) =>
      this.watchFolder(folder, onEvent, (error) => this.poll(error.message)),
    );
    this.timer = setInterval(() => this.audit(), this.times.audit).unref();
    this.followFolders();
  }

  /** Until the result is disposed of, what happens to the document is our own doing and not told. */
  beginOwnChange(key: DocumentKey): OwnChange {
    let written: string | undefined;
    this.owned.set(key, (this.owned.get(key) ?? 0) + 1);
    return {
      wrote: (stamp) => {
        written = stamp;
      },
      dispose: () => this.endOwnChange(key, written),
    };
  }

  /** Still under the lock, so that what is there is what we made of it, unless somebody wrote without asking for the lock. */
  private endOwnChange(key: DocumentKey, written: string | undefined): void {
    const left = (this.owned.get(key) ?? 1) - 1;
    if (left === 0) {
      this.owned.delete(key);
    } else {
      this.owned.set(key, left);
    }
    if (written === undefined) {
      this.stamps.look(key);
    } else {
      this.stamps.learn(key, written);
      this.look(key);
    }
  }

  dispose(): void {
    clearInterval(this.timer);
    clearTimeout(this.lockTimer);
    for (const watch of this.watches) {
      watch.dispose();
    }
    this.watches = [];
    this.changed.dispose();
    this.localChanged.dispose();
  }

  /** What to watch, and what an event in it asks for. The parent tells when the state folder itself comes and goes. */
  private folders(): readonly (readonly [string, ConstructorParameters<typeof FolderWatch>[1]])[] {
    const parent = dirname(this.paths.root);
    const name = basename(this.paths.root);
    const onDocument = (folder: string) => (file: string | undefined, kind: EventKind) =>
      this.lookAt(folder, file, kind);
    const onLocal = (_: string | undefined, kind: EventKind) =>
      kind === "rename" ? this.localChanged.fire() : undefined; // heartbeats change files in place
    return [
      [parent, (file) => (file === undefined || file === name ? this.followFolders() : undefined)],
      ...watchedFolders.map((folder) => [join(this.paths.root, folder), onDocument(folder)] as const),
      [this.paths.local, () => this.followFolders()],
      [this.paths.windows, onLocal],
      [this.paths.leases, onLocal],
    ];
  }

  private lookAt(folder: string, file: string | undefined, kind: EventKind): void {
    const key = file === undefined ? undefined : this.paths.keyOf(folder, file);
    if (key !== undefined) {
      this.unconfirmed.delete(key);
      this.look(key);
    } else if (file === undefined || !file.includes(".")) {
      this.followFolders(); // a folder of ours came or went
    } else if (kind === "rename" && lockFile.test(file)) {
      this.lookAtLocksSoon();
    }
  }

  /** Every change of a document makes and removes a lock, so a burst of them is looked at once, when it may be over. */
  private lookAtLocksSoon(): void {
    this.lockTimer ??= setTimeout(() => {
      this.lockTimer = undefined;
      const stood = this.lockStood;
      this.lockStood = this.doesLockStand();
      if (stood || this.lockStood) {
        this.localChanged.fire();
      }
    }, lockDelay).unref();
  }

  private doesLockStand(): boolean {
    try {
      return lockedDocuments(this.paths.root).length > 0;
    } catch {
      return false; // whoever asks for the status is told why
    }
  }

  /** Sees to it that what is watched is what is there now; a folder that is new to us is looked through. */
  private followFolders(): void {
    const fresh = this.watches.filter((watch) => watch.follow());
    if (fresh.length > 0) {
      this.localChanged.fire();
    }
    this.lookAtAll();
  }

  private lookAtAll(): readonly DocumentKey[] {
    return this.stamps.keys().filter((key) => this.look(key));
  }

  private look(key: DocumentKey): boolean {
    if (this.owned.has(key)) {
      return false;
    }
    const event = this.stamps.look(key);
    if (event !== undefined) {
      this.changed.fire(event);
    }
    return event !== undefined;
  }

  private audit(): void {
    this.misses += this.unconfirmed.size;
    this.unconfirmed.clear();
    for (const key of this.lookAtAll()) {
      this.unconfirmed.add(key);
    }
    if (this.watches.filter((watch) => watch.follow()).length > 0) {
      this.localChanged.fire(); // a folder of ours came, and its event is still on its way or lost
    }
    if (this.misses >= missesUntilPolling) {
      this.poll("changes came to light of which the system had not told");
    }
  }

  private poll(reason: string): void {
    this.log.info(`Looking for changes in ${this.paths.root} every ${this.times.poll} ms: ${reason}.`);
    clearInterval(this.timer);
    for (const watch of this.watches) {
      watch.dispose();
    }
    this.watches = [];
    this.timer = setInterval(() => {
      this.lookAtAll();
      this.localChanged.fire();
    }, this.times.poll).unref();
  }
}
