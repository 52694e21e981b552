import { LockstepError } from "../../src/core/errors";
import type {
  FileLockService,
  LockHandle,
  LockOptions,
  LockResult,
  LockState,
  Patience,
} from "../../src/core/locking/file-lock-service";
import { newToken } from "../../src/core/locking/tokens";

export type LockBehavior = "success" | "timeout" | "error";

/** A lock service that does as it is told, for tests of what stands on it. It locks nothing. */
export class MockFileLockService implements FileLockService {
  private readonly behaviors = new Map<string, LockBehavior>();
  private readonly contended = new Set<string>();
  private readonly active = new Set<string>();
  /** Every path that was asked for, in order. */
  readonly requests: string[] = [];

  setLockBehavior(path: string, behavior: LockBehavior): void {
    this.behaviors.set(path, behavior);
  }

  /** As if another writer held it: `isLocked` says so and `acquire` times out. */
  simulateContention(path: string): void {
    this.contended.add(path);
  }

  reset(): void {
    this.behaviors.clear();
    this.contended.clear();
    this.active.clear();
    this.requests.length = 0;
  }

  async acquire(path: string, _options?: LockOptions): Promise<LockResult> {
    this.requests.push(path);
    const behavior = this.contended.has(path) ? "timeout" : (this.behaviors.get(path) ?? "success");
    if (behavior === "success") {
      this.active.add(path);
      return { success: true, handle: this.handleOf(path) };
    }
    const error =
      behavior === "timeout"
        ? new LockstepError("LOCK_TIMEOUT", "{0} is locked.", [path])
        : new LockstepError("IO", "{0} can't be locked.", [path]);
    return { success: false, reason: behavior, message: error.message, error };
  }

  async withLock<T>(path: string, work: (handle: LockHandle) => Promise<T>, options?: LockOptions): Promise<T> {
    const result = await this.acquire(path, options);
    if (!result.success) {
      throw result.error;
    }
    try {
      return await work(result.handle);
    } finally {
      await result.handle.release();
    }
  }

  async withLocks<T>(
    paths: readonly string[],
    work: (handles: readonly LockHandle[]) => Promise<T>,
    options?: LockOptions,
  ): Promise<T> {
    const [first, ...rest] = [...new Set(paths)].sort();
    return first === undefined
      ? work([])
      : this.withLock(
          first,
          (handle) => this.withLocks(rest, (handles) => work([handle, ...handles]), options),
          options,
        );
  }

  waitingUntil<T>(_signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    return work();
  }

  patience({ timeout = 30_000, signal }: Pick<LockOptions, "timeout" | "signal"> = {}): Patience {
    return { timeout, signal };
  }

  refuseReentry(): void {}

  holderOf(): undefined {}

  async isLocked(path: string): Promise<boolean> {
    return this.contended.has(path) || this.active.has(path);
  }

  async inspect(path: string): Promise<readonly LockState[]> {
    return (await this.isLocked(path)) ? [{ type: "exclusive", owner: undefined, alive: true, waiting: [] }] : [];
  }

  private handleOf(path: string): LockHandle {
    return {
      lockPath: `${path}.lock`,
      isHeld: () => this.active.has(path),
      isWanted: () => false,
      token: newToken(),
      check: () => {},
      release: async () => {
        this.active.delete(path);
      },
    };
  }
}
