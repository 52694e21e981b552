import { readdirSync, renameSync, unlinkSync } from "node:fs";
import { basename, dirname } from "node:path";
import { ignoring, LockstepError, systemErrorCode } from "../errors";
import type { Disposable } from "../events";
import { ioError } from "../io-error";
import type { FileLockService, LockHandle } from "../locking/file-lock-service";
import type { Leases } from "../locking/leases";
import { lockLost } from "../locking/lock-errors";
import type { LeaseOptions, LeaseResult, OwnerRecord } from "../locking/owner-record";
import type { AtomicWriter } from "./atomic-writer";
import { backupPathOf } from "./backup";
import { type DocumentCodec, DocumentFormatError } from "./document-codec";
import { newerVersion } from "./document-errors";
import { readDocumentFile } from "./document-file";
import { documentKey } from "./document-key";
import type {
  CorruptionReport,
  DocumentEvent,
  DocumentKey,
  DocumentStore,
  Modifier,
  ModifyOptions,
  Stored,
} from "./document-store";
import type { Recovery } from "./recovery";
import { makeCollectionFolder, makeStateFolder } from "./state-folder-maker";
import { nameOf, type StatePaths } from "./state-paths";
import type { StateWatcher } from "./state-watcher";
import { syncFolder } from "./sync-folder";

export interface FileDocumentStoreParts {
  readonly paths: StatePaths;
  readonly locks: FileLockService;
  readonly writer: AtomicWriter;
  readonly recovery: Recovery;
  readonly watcher: StateWatcher;
  readonly leases: Leases;
}

interface Current<T> extends Stored<T> {
  readonly text: string;
}

/** {@link DocumentStore} in a state folder: one JSON file a document, one lock file beside it while it changes. */
export class FileDocumentStore implements DocumentStore {
  constructor(private readonly parts: FileDocumentStoreParts) {}

  async read<T>(key: DocumentKey, codec: DocumentCodec<T>): Promise<Stored<T> | undefined> {
    return this.guarded(key, async (path) => {
      const found = await this.parseSettled(key, path, codec);
      if (!(found instanceof DocumentFormatError)) {
        return found;
      }
      return this.parts.locks.withLock(path, (handle) => this.current(key, path, codec, handle));
    });
  }

  async list(collection: string): Promise<readonly DocumentKey[]> {
    const folder = this.parts.paths.collection(collection);
    this.parts.paths.refuseSymlinks(documentKey(collection, "any"));
    try {
      const names = ignoring(["ENOENT"], () => readdirSync(folder)) ?? [];
      return names.flatMap((name) => this.parts.paths.keyOf(collection, name) ?? []).sort();
    } catch (error) {
      throw ioError(collection, error);
    }
  }

  async modify<T>(
    key: DocumentKey,
    codec: DocumentCodec<T>,
    modifier: Modifier<T>,
    options: ModifyOptions = {},
  ): Promise<T> {
    return this.changing(key, options, async (path, handle) => {
      const current = await this.current(key, path, codec, handle);
      refuseNewer(key, current);
      const next = modifier(current?.value);
      if (next === current?.value) {
        return next;
      }
      const text = formatFor(key, codec, next);
      if (text !== current?.text) {
        await this.commit(key, () => this.parts.writer.write(path, text, { fence: handle, backup: true }));
      }
      return next;
    });
  }

  async delete<T>(
    key: DocumentKey,
    codec: DocumentCodec<T>,
    check: (current: T) => void = () => {},
    options: ModifyOptions = {},
  ): Promise<T | undefined> {
    return this.changing(key, options, async (path, handle) => {
      const current = await this.current(key, path, codec, handle);
      if (current === undefined) {
        return undefined;
      }
      refuseNewer(key, current);
      check(current.value);
      await this.commit(key, async () => {
        if (!handle.isHeld()) {
          throw lockLost(path);
        }
        // In the same turn as the check. rename(2) does nothing when the backup is a link to the same file already.
        ignoring(["ENOENT"], () => unlinkSync(backupPathOf(path)));
        renameSync(path, backupPathOf(path));
        await syncFolder(dirname(path));
      });
      return current.value;
    });
  }

  async exclusively<R>(collection: string, work: () => Promise<R>, options: ModifyOptions = {}): Promise<R> {
    const path = this.parts.paths.collection(collection);
    this.parts.paths.refuseSymlinkedFolders();
    makeStateFolder(this.parts.paths.root);
    return this.parts.locks.withLock(path, work, options);
  }

  /** The user's decision on a corrupt document without a good version. Resolves with where its bytes are now. */
  async startAfresh<T>(key: DocumentKey, codec: DocumentCodec<T>): Promise<string | undefined> {
    return this.changing(key, {}, async (path, handle) => {
      const present = await this.tryParse(key, path, codec);
      if (!handle.isHeld()) {
        throw lockLost(path);
      }
      // Not marked as our own change: this window's views, too, learn of it from the watcher.
      return present instanceof DocumentFormatError ? this.parts.recovery.setAside(path) : undefined;
    });
  }

  async lease(name: string, options?: LeaseOptions): Promise<LeaseResult> {
    this.parts.paths.refuseSymlinkedFolders();
    makeStateFolder(this.parts.paths.root);
    return this.parts.leases.acquire(name, options);
  }

  async leaseHolder(name: string): Promise<OwnerRecord | undefined> {
    return this.parts.leases.holder(name);
  }

  watch(listener: (event: DocumentEvent) => void): Disposable {
    return this.parts.watcher.onDidChange(listener);
  }

  onDidFindCorruption(listener: (report: CorruptionReport) => void): Disposable {
    return this.parts.recovery.onDidFind(listener);
  }

  private async changing<R>(
    key: DocumentKey,
    options: ModifyOptions,
    change: (path: string, handle: LockHandle) => Promise<R>,
  ): Promise<R> {
    return this.guarded(key, (path) => {
      makeCollectionFolder(this.parts.paths.root, dirname(path));
      return this.parts.locks.withLock(path, (handle) => change(path, handle), options);
    });
  }

  /** Refuses bad keys and links, and turns what the file system says into words. */
  private async guarded<R>(key: DocumentKey, action: (path: string) => Promise<R>): Promise<R> {
    const path = this.parts.paths.document(key);
    this.parts.paths.refuseSymlinks(key);
    try {
      return await action(path);
    } catch (error) {
      // What a modifier throws is its caller's; only system errors need words.
      const ours = error instanceof LockstepError || systemErrorCode(error) === undefined;
      throw ours ? underItsName(key, error) : ioError(nameOf(key), error);
    }
  }

  /** The document under its lock, brought back first if it is corrupt. */
  private async current<T>(
    key: DocumentKey,
    path: string,
    codec: DocumentCodec<T>,
    handle: LockHandle,
  ): Promise<Current<T> | undefined> {
    this.parts.paths.refuseSymlinks(key);
    const found = await this.parseSettled(key, path, codec);
    if (!(found instanceof DocumentFormatError)) {
      return found;
    }
    await this.commit(key, () => this.parts.recovery.bringBack({ key, path, reason: found.message }, codec, handle));
    const restored = await this.tryParse(key, path, codec);
    if (restored instanceof DocumentFormatError) {
      throw restored;
    }
    return restored;
  }

  /** Looks twice at what is not valid: somebody may be in the middle of saving it by hand. */
  private async parseSettled<T>(key: DocumentKey, path: string, codec: DocumentCodec<T>) {
    const found = await this.tryParse(key, path, codec);
    if (!(found instanceof DocumentFormatError)) {
      return found;
    }
    await this.parts.recovery.settle(path);
    return this.tryParse(key, path, codec);
  }

  private async tryParse<T>(
    key: DocumentKey,
    path: string,
    codec: DocumentCodec<T>,
  ): Promise<Current<T> | DocumentFormatError | undefined> {
    const file = await readDocumentFile(path);
    if (file === undefined) {
      return undefined;
    }
    try {
      return { ...codec.parse(file.text), text: file.text, version: file.stamp };
    } catch (error) {
      if (error instanceof DocumentFormatError) {
        return error;
      }
      throw error instanceof LockstepError && error.code === "NEWER_VERSION" ? newerVersion(key) : error;
    }
  }

  /** Tells the watcher that what happens to the document meanwhile is our own doing. */
  private async commit(key: DocumentKey, write: () => Promise<void>): Promise<void> {
    const own = this.parts.watcher.beginOwnChange(key);
    try {
      await write();
    } finally {
      own.dispose();
    }
  }
}

function refuseNewer<T>(key: DocumentKey, current: Stored<T> | undefined): void {
  if (current?.readOnly) {
    throw newerVersion(key);
  }
}

/** The lock service knows paths only; people know a document by its place in the state folder. */
function underItsName(key: DocumentKey, error: unknown): unknown {
  if (!(error instanceof LockstepError) || error.document !== basename(nameOf(key))) {
    return error;
  }
  const args = error.args.map((arg) => (arg === error.document ? nameOf(key) : arg));
  return new LockstepError(error.code, error.template, args, { cause: error, document: nameOf(key) });
}

/** A value that does not fit its schema is a mistake of the caller, not of the file. */
function formatFor<T>(key: DocumentKey, codec: DocumentCodec<T>, value: T): string {
  try {
    return codec.format(value);
  } catch (error) {
    if (error instanceof DocumentFormatError) {
      throw new LockstepError("INVALID", "{0} was not changed: {1}.", [nameOf(key), error.message], { cause: error });
    }
    throw error;
  }
}
