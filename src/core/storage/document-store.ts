import type { Disposable } from "../events";
import type { LeaseOptions, LeaseResult, OwnerRecord } from "../locking/owner-record";
import type { DocumentCodec } from "./document-codec";

/** `bookmarks`, `groups/<id>`, `queues/<id>`, `local/usage/<month>`…; made by {@link documentKey}. */
export type DocumentKey = string;

/** A document as it was read. */
export interface Stored<T> {
  readonly value: T;
  /** Opaque; two reads with the same version saw the same content. */
  readonly version: string;
  /** Written by a newer Lockstep: may be shown, may not be changed. */
  readonly readOnly: boolean;
}

/** What happened to a document, as told to every writer but the one that did it. */
export interface DocumentEvent {
  readonly key: DocumentKey;
  readonly kind: "changed" | "deleted";
}

/** A document was found to be invalid. Told once per incident, by the writer that found it. */
export interface CorruptionReport {
  readonly key: DocumentKey;
  /** Where the invalid bytes are now (an opaque location that the user interface can open). */
  readonly kept: string;
  /** Where the good version is, when one was brought back. Undefined: writing is refused until the user decides. */
  readonly restored: string | undefined;
  readonly reason: string;
}

/** Returns what the document shall be now. Synchronous and pure; it throws to refuse, and may be run more than once. */
export type Modifier<T> = (current: T | undefined) => T;

export interface ModifyOptions {
  readonly signal?: AbortSignal;
  /** Milliseconds to wait for the lock. */
  readonly timeout?: number;
}

export interface DeleteOptions extends ModifyOptions {
  /** Without keeping the last version: for what people delete to be rid of it. False where it is left out. */
  readonly forGood?: boolean;
}

/**
 * The seam between what Lockstep means and where it is kept. Nothing above it knows of paths, locks or files;
 * a distributed store can stand behind it one day.
 *
 * Every method @throws {LockstepError} `CORRUPT`, `SYMLINK` or `IO` when the document can't be read for those reasons.
 */
export interface DocumentStore {
  /** Takes no lock: a document is replaced as a whole. Undefined where there is none. */
  read<T>(key: DocumentKey, codec: DocumentCodec<T>): Promise<Stored<T> | undefined>;

  /** The keys of a collection (`groups`, `queues`, `local/usage`), in order of id. */
  list(collection: string): Promise<readonly DocumentKey[]>;

  /**
   * The only way to change a document: lock, read what is there now, apply `modifier`, replace, release.
   * A modifier that returns its input, or the same content, writes nothing. Resolves with what is stored afterwards.
   *
   * @throws {LockstepError} what the modifier throws (nothing is changed then), `LOCK_TIMEOUT`, `LOCK_LOST`, `ABORTED`,
   * `NEWER_VERSION`; `UNFLUSHED` after a change that is there for all to see
   */
  modify<T>(key: DocumentKey, codec: DocumentCodec<T>, modifier: Modifier<T>, options?: ModifyOptions): Promise<T>;

  /**
   * Deletes under the lock. `check` throws to refuse and sees the document as it is now. Resolves with what was deleted,
   * or undefined when there was nothing.
   */
  delete<T>(
    key: DocumentKey,
    codec: DocumentCodec<T>,
    check?: (current: T) => void,
    options?: DeleteOptions,
  ): Promise<T | undefined>;

  /**
   * Runs `work` while no other writer runs work on the same collection: for rules about several documents, such as
   * "names are unique". Documents may be modified inside.
   */
  exclusively<R>(collection: string, work: () => Promise<R>, options?: ModifyOptions): Promise<R>;

  /** Record-level ownership for the length of a job. `name` is a path of ids such as `queues/<id>/<command id>`. */
  lease(name: string, options?: LeaseOptions): Promise<LeaseResult>;
  /** Who holds the lease now; undefined when nobody alive does. */
  leaseHolder(name: string): Promise<OwnerRecord | undefined>;

  /** Tells of changes made by other writers. */
  watch(listener: (event: DocumentEvent) => void): Disposable;
  onDidFindCorruption(listener: (report: CorruptionReport) => void): Disposable;
}
