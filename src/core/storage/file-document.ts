import type { AsyncResource } from "node:async_hooks";
import { dirname } from "node:path";
import type { Clock } from "../clock";
import type { Counters } from "../counters";
import { LockstepError, systemErrorCode } from "../errors";
import { ioError } from "../io-error";
import type { FileLockService, LockHandle } from "../locking/file-lock-service";
import { lockTimeout } from "../locking/lock-errors";
import { GaveUp } from "../locking/waiting";
import type { Log } from "../log";
import { type Applied, applyInOrder } from "./apply-changes";
import type { AtomicWriter } from "./atomic-writer";
import { ChangeQueue, type ChangeQueueHost, type Outcome } from "./change-queue";
import type { Current, DocumentCache } from "./document-cache";
import { type DocumentCodec, DocumentFormatError } from "./document-codec";
import { newerVersion, underItsName } from "./document-errors";
import { DocumentReader } from "./document-reader";
import type { DeleteOptions, DocumentKey, Modifier, ModifyOptions, Stored } from "./document-store";
import { removeFenced } from "./fenced-removal";
import type { Recovery } from "./recovery";
import type { StateFolderMaker } from "./state-folder-maker";
import { nameOf, type StatePaths } from "./state-paths";
import type { OwnChange, StateWatcher } from "./state-watcher";

export interface FileDocumentParts {
  readonly paths: StatePaths;
  readonly locks: FileLockService;
  readonly writer: AtomicWriter;
  readonly recovery: Recovery;
  readonly watcher: StateWatcher;
  readonly cache: DocumentCache;
  readonly clock: Clock;
  readonly counters: Counters;
  readonly log: Log;
}

/** Milliseconds. For a caller whose own patience is watched elsewhere: the longest that a timer can wait. */
const endless = 2 ** 31 - 1;

/** One JSON file of a state folder, one lock file beside it while it changes. */
export class FileDocument<T> implements ChangeQueueHost<T> {
  private readonly path: string;
  private readonly queue: ChangeQueue<T>;
  private readonly reader: DocumentReader<T>;

  /** @throws {LockstepError} `INVALID` for a bad key */
  constructor(
    private readonly key: DocumentKey,
    readonly codec: DocumentCodec<T>,
    private readonly parts: FileDocumentParts,
    private readonly folders: StateFolderMaker,
    /** See {@link ChangeQueue}. */
    context: AsyncResource,
  ) {
    this.path = parts.paths.document(key);
    this.reader = new DocumentReader(key, this.path, codec, parts.cache, parts.recovery);
    this.queue = new ChangeQueue(this, parts.clock, context);
  }

  /** See {@link DocumentStore.read}. */
  async read(): Promise<Stored<T> | undefined> {
    return this.inWords(async () => {
      this.parts.paths.refuseSymlinks(this.key);
      const found = await this.reader.readSettled();
      return found instanceof DocumentFormatError
        ? this.parts.locks.withLock(this.path, (handle) => this.current(handle))
        : found;
    });
  }

  /** See {@link DocumentStore.modify}. */
  modify(modifier: Modifier<T>, options: ModifyOptions): Promise<T> {
    this.parts.locks.refuseReentry(this.path);
    return this.queue.modify(modifier, this.parts.locks.patience(options));
  }

  /** See {@link DocumentStore.delete}. */
  delete(check: (current: T) => void, options: DeleteOptions): Promise<T | undefined> {
    return this.alone(options, async (handle) => {
      const current = await this.current(handle);
      if (current === undefined) {
        return undefined;
      }
      this.refuseNewer(current);
      check(current.value);
      await this.asOwnChange(() => removeFenced(this.path, handle, options));
      return current.value;
    });
  }

  /** See {@link FileDocumentStore.startAfresh}. */
  startAfresh(): Promise<string | undefined> {
    return this.alone({}, async (handle) => {
      const present = await this.reader.read();
      // Not marked as our own change: this window's views, too, learn of it from the watcher.
      return present instanceof DocumentFormatError ? this.parts.recovery.setAside(this.path, handle) : undefined;
    });
  }

  async locked(work: (handle: LockHandle) => Promise<void>, signal: AbortSignal): Promise<void> {
    await this.inWords(async () => {
      this.parts.paths.refuseSymlinks(this.key);
      this.folders.makeCollection(dirname(this.path));
      // Not withLock: its async context, there to find re-entrance, is not free, and changes can't re-enter.
      const result = await this.parts.locks.acquire(this.path, { timeout: endless, signal });
      if (!result.success) {
        throw result.error;
      }
      try {
        await work(result.handle);
      } finally {
        await result.handle.release();
      }
    });
  }

  timedOut(): LockstepError {
    const holder = this.parts.locks.holderOf(this.path);
    return underItsName(this.key, lockTimeout(this.path, holder, new GaveUp("timeout")));
  }

  async commit(modifiers: readonly Modifier<T>[], handle: LockHandle): Promise<readonly Outcome<T>[]> {
    return this.inWords(async () => {
      const current = await this.current(handle);
      this.refuseNewer(current);
      const { value, text, outcomes } = this.apply(modifiers, current);
      if (value !== undefined && text !== undefined && text !== current?.text) {
        await this.write(value, text, handle);
      }
      this.parts.counters.changes += outcomes.filter((outcome) => "value" in outcome).length;
      return outcomes;
    });
  }

  private async write(value: T, text: string, handle: LockHandle): Promise<void> {
    await this.asOwnChange(async (own) => {
      const file = await this.parts.writer.replace(this.path, text, {
        fence: handle,
        backup: true,
        durable: this.codec.durable ?? true,
      });
      own.wrote(file.stamp);
      this.parts.cache.put(this.path, this.codec, { value, text, version: file.stamp, readOnly: false }, file);
    });
    this.parts.counters.writes++;
  }

  /**
   * Validates once, what all of them made: what one made and a later one mended never existed. Only when that is not valid each one's result is looked at, so that the one
   * to blame fails alone. No text where nothing changed.
   */
  private apply(
    modifiers: readonly Modifier<T>[],
    current: Current<T> | undefined,
  ): Applied<T> & { readonly text: string | undefined } {
    const applied = applyInOrder(current?.value, modifiers);
    try {
      return { ...applied, text: this.textOf(applied.value, current) };
    } catch {
      const checked = applyInOrder(current?.value, modifiers, (value) => this.textOf(value, current));
      return { ...checked, text: this.textOf(checked.value, current) };
    }
  }

  /** @throws {LockstepError} `INVALID`: a value that does not fit its schema is a mistake of the caller */
  private textOf(value: T | undefined, current: Current<T> | undefined): string | undefined {
    if (value === undefined || value === current?.value) {
      return undefined;
    }
    try {
      return this.codec.format(value);
    } catch (error) {
      if (error instanceof DocumentFormatError) {
        const args = [nameOf(this.key), error.message];
        throw new LockstepError("INVALID", "{0} was not changed: {1}.", args, { cause: error });
      }
      throw error;
    }
  }

  private alone<R>(options: ModifyOptions, work: (handle: LockHandle) => Promise<R>): Promise<R> {
    this.parts.locks.refuseReentry(this.path);
    return this.queue.alone((handle) => this.inWords(() => work(handle)), this.parts.locks.patience(options));
  }

  /** The document under its lock, brought back first if it is corrupt. */
  private async current(handle: LockHandle): Promise<Current<T> | undefined> {
    const found = await this.reader.readSettled();
    if (!(found instanceof DocumentFormatError)) {
      return found;
    }
    const incident = { key: this.key, path: this.path, reason: found.message };
    await this.asOwnChange(() => this.parts.recovery.bringBack(incident, this.codec, handle));
    this.parts.counters.recoveries++;
    const restored = await this.reader.read();
    if (restored instanceof DocumentFormatError) {
      throw restored;
    }
    return restored;
  }

  private refuseNewer(current: Stored<T> | undefined): void {
    if (current?.readOnly) {
      throw newerVersion(this.key);
    }
  }

  /** Tells the watcher that what happens to the document meanwhile is our own doing. */
  private async asOwnChange(change: (own: OwnChange) => Promise<void>): Promise<void> {
    const own = this.parts.watcher.beginOwnChange(this.key);
    try {
      await change(own);
    } catch (error) {
      if (error instanceof LockstepError && error.code === "LOCK_LOST") {
        this.parts.counters.fenced++;
        this.parts.log.debug(`A change of ${this.path} was stopped: another writer took over its lock.`);
      }
      throw error;
    } finally {
      own.dispose();
    }
  }

  /** Turns what the file system says into words; what a check throws is its caller's. */
  private async inWords<R>(action: () => Promise<R>): Promise<R> {
    try {
      return await action();
    } catch (error) {
      if (systemErrorCode(error) === "ELOOP") {
        this.parts.paths.refuseSymlinks(this.key);
      }
      const ours = error instanceof LockstepError || systemErrorCode(error) === undefined;
      throw ours ? underItsName(this.key, error) : ioError(nameOf(this.key), error);
    }
  }
}
