import type { Clock } from "../clock";
import { Courtesy } from "./courtesy";
import { ExclusiveLock, type LockParts, lockPathOf } from "./exclusive-lock";
import { waitForRelease } from "./lock-release";
import { readersAreGone } from "./shared-lock";
import { retryUntil, type WaitOptions } from "./waiting";

/** A lock file, held by this process. */
export interface Hold {
  readonly lock: ExclusiveLock;
  /** Of the monotonic clock. */
  readonly since: number;
}

/** Takes and releases lock files: what happens between processes. One taker at a time per document. */
export class LockTaker {
  private readonly courtesy: Courtesy;

  constructor(
    private readonly parts: LockParts,
    private readonly clock: Clock,
  ) {
    this.courtesy = new Courtesy(clock);
  }

  /** Waits for the lock file. @throws {GaveUp}; {LockstepError} `ABORTED`; system errors */
  async take(document: string, wait: WaitOptions): Promise<Hold> {
    const path = lockPathOf(document);
    await this.courtesy.pay(path);
    const lock = await retryUntil(
      () => ExclusiveLock.tryAcquire(document, this.parts),
      this.clock,
      wait,
      (milliseconds, signal) => waitForRelease(path, milliseconds, signal),
    );
    return { lock, since: this.clock.monotonic() };
  }

  /** Then waits, with the lock file in hand, for those who read. @throws as {@link take} */
  async takeForWriting(document: string, wait: WaitOptions): Promise<Hold> {
    const deadline = this.clock.monotonic() + wait.timeout;
    const hold = await this.take(document, wait);
    try {
      const left = { ...wait, timeout: Math.max(0, deadline - this.clock.monotonic()) };
      await retryUntil(async () => readersAreGone(document, this.parts.judge) || undefined, this.clock, left);
      return hold;
    } catch (error) {
      await hold.lock.release();
      throw error;
    }
  }

  async release(document: string, { lock }: Hold): Promise<void> {
    if (lock.isWanted()) {
      this.courtesy.owe(lockPathOf(document));
    }
    await lock.release();
  }
}
