import type { Clock } from "../clock";
import { ExclusiveLock, type LockParts, lockPathOf } from "./exclusive-lock";
import { handOver } from "./hand-over";
import { readersAreGone, untilReadersChange } from "./shared-lock";
import { Ticket } from "./ticket";
import { retryUntil, type WaitOptions } from "./waiting";

/** A lock file, held by this process. */
export interface Hold {
  readonly lock: ExclusiveLock;
  /** Of the monotonic clock. */
  readonly since: number;
}

/** Takes and releases lock files: what happens between processes. One taker at a time per document. */
export class LockTaker {
  constructor(
    private readonly parts: LockParts,
    private readonly clock: Clock,
  ) {}

  /** Waits for the lock file, in line. @throws {GaveUp}; {LockstepError} `ABORTED`; system errors */
  async take(document: string, wait: WaitOptions): Promise<Hold> {
    let ticket: Ticket | undefined;
    let lock: ExclusiveLock | undefined;
    const standInLine = (milliseconds: number, signal: AbortSignal | undefined) => {
      ticket ??= new Ticket(lockPathOf(document), this.parts.makeRecord, this.clock);
      return ticket.wait(milliseconds, signal);
    };
    try {
      const attempt = async () =>
        ticket === undefined || ticket.isWorthATry(this.parts.judge)
          ? ExclusiveLock.tryAcquire(document, this.parts, ticket)
          : undefined;
      lock = await retryUntil(attempt, this.clock, wait, standInLine);
    } finally {
      ticket?.leave(lock?.file, (file) => handOver(file, this.parts.judge));
    }
    this.parts.counters.waited += ticket === undefined ? 0 : 1;
    return { lock, since: this.clock.monotonic() };
  }

  /** Then waits, with the lock file in hand, for those who read. @throws as {@link take} */
  async takeForWriting(document: string, wait: WaitOptions): Promise<Hold> {
    const deadline = this.clock.monotonic() + wait.timeout;
    const hold = await this.take(document, wait);
    if (!hold.lock.hasReaders) {
      return hold;
    }
    try {
      const left = { ...wait, timeout: Math.max(0, deadline - this.clock.monotonic()) };
      await retryUntil(
        async () => readersAreGone(document, this.parts.judge) || undefined,
        this.clock,
        left,
        (milliseconds, signal) => untilReadersChange(document, milliseconds, signal),
      );
      return hold;
    } catch (error) {
      await hold.lock.release();
      throw error;
    }
  }
}
