import type { LockstepError } from "../errors";
import type { OwnerRecord } from "./owner-record";

export interface LockOptions {
  /** Milliseconds to wait in all, in this process's queue and for other processes. Default 30,000. */
  readonly timeout?: number;
  /**
   * Milliseconds between two tries, on average, where nothing tells that the lock was released; each wait is drawn at
   * random around it. Default 50.
   */
  readonly retryInterval?: number;
  /** Tries after the first one. Default: as many as fit into `timeout`. */
  readonly maxRetries?: number;
  /** `exclusive` (the default) keeps everybody else out, `shared` keeps writers out. */
  readonly type?: "exclusive" | "shared";
  /** Ends the waiting; a lock that is held already stays held. */
  readonly signal?: AbortSignal;
  /**
   * What `withLock` does when it can't get the lock. `throw` is the default. `proceed` logs a warning and runs the work
   * WITHOUT the lock: two writers may then change the same document at once, and the later one silently undoes the
   * earlier one's change. It exists for read-only media and for rescue work by hand; nothing in Lockstep uses it.
   */
  readonly onFailure?: "throw" | "proceed";
}

/**
 * Stands between a finished temp and its rename: temps are named after the token, {@link check} comes in the same turn
 * as the rename. Whoever takes the lock over removes the temps of others, so that the rename of a writer that was paused
 * even in between fails, instead of undoing newer changes.
 */
export interface Fence {
  /** Of this ownership. */
  readonly token: string;
  /** @throws {LockstepError} `LOCK_LOST` when the lock is no longer held */
  check(): void;
}

export interface LockHandle extends Fence {
  release(): Promise<void>;
  /** Asks the disk: false from the moment that another writer took the lock over or somebody removed it. */
  isHeld(): boolean;
  /** Whether another process waits for it: time to finish. */
  isWanted(): boolean;
  readonly lockPath: string;
}

/** How long, in milliseconds, and until when to wait. */
export interface Patience {
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
}

export type LockResult =
  | { readonly success: true; readonly handle: LockHandle }
  | {
      readonly success: false;
      /** `locked`: `maxRetries` used up; `error`: see `error`, which is an abort or what the file system said. */
      readonly reason: "timeout" | "locked" | "error";
      readonly message: string;
      readonly error: LockstepError;
    };

/** What `<document>.lock` tells about its document. */
export interface LockState {
  readonly type: "exclusive" | "shared";
  readonly owner: OwnerRecord | undefined;
  readonly alive: boolean;
  /** Those in other processes who wait for it, the next one first. */
  readonly waiting: readonly OwnerRecord[];
}

/**
 * Locks on files, between processes and within one. The lock of `<document>` is the file `<document>.lock`; anyone can
 * read there who holds it. Paths that lead to the same file lock the same file.
 */
export interface FileLockService {
  /** Never throws for a lock that can't be had: the result says why. */
  acquire(resourcePath: string, options?: LockOptions): Promise<LockResult>;

  /**
   * Runs `work` under the lock and releases it whatever happens.
   *
   * @throws {LockstepError} `LOCK_TIMEOUT`, `ABORTED`, `IO`; `LOCK_REENTRANT` at once, instead of waiting for itself, when this
   * async context holds the lock already
   */
  withLock<T>(resourcePath: string, work: (handle: LockHandle) => Promise<T>, options?: LockOptions): Promise<T>;

  /** Like `withLock` for several, taken in one order by everybody so that two callers can't wait for each other. */
  withLocks<T>(
    resourcePaths: readonly string[],
    work: (handles: readonly LockHandle[]) => Promise<T>,
    options?: LockOptions,
  ): Promise<T>;

  /** Runs `work` in which every wait for a lock ends when `signal` aborts; for callers too far up to pass it down. */
  waitingUntil<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T>;

  /** What a caller here and now has, who says so much or nothing: {@link waitingUntil} and the defaults fill it up. */
  patience(options?: Pick<LockOptions, "timeout" | "signal">): Patience;

  /** @throws {LockstepError} `LOCK_REENTRANT` when this async context holds the lock */
  refuseReentry(resourcePath: string): void;

  /** Who holds it, or seems to; for messages. */
  holderOf(resourcePath: string): OwnerRecord | undefined;

  /** Whether somebody alive holds it, exclusively or shared. */
  isLocked(resourcePath: string): Promise<boolean>;

  /** Everything that holds it or seems to, dead owners too. */
  inspect(resourcePath: string): Promise<readonly LockState[]>;
}
