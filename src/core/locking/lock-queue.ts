import { throwIfAborted } from "./waiting";

type Turn = "exclusive" | "shared";

interface Waiter {
  readonly turn: Turn;
  readonly start: () => void;
}

/**
 * First come, first served within one process: one exclusive turn or any number of shared ones at a time. A shared
 * waiter does not overtake an exclusive one, so writers don't starve.
 */
export class LockQueue {
  private readonly waiters: Waiter[] = [];
  private running = 0;
  private current: Turn = "shared";

  /** Whether nobody runs and nobody waits. */
  get idle(): boolean {
    return this.running === 0 && this.waiters.length === 0;
  }

  get next(): Turn | undefined {
    return this.waiters[0]?.turn;
  }

  /**
   * Resolves with true when it is our turn, with false when `timeout` milliseconds went by.
   *
   * @throws {LockstepError} `ABORTED`
   */
  async enter(turn: Turn, timeout: number, signal: AbortSignal | undefined): Promise<boolean> {
    throwIfAborted(signal);
    if (this.waiters.length === 0 && this.mayStart(turn)) {
      this.begin(turn);
      return true;
    }
    const entered = await this.wait(turn, timeout, signal);
    if (!entered) {
      throwIfAborted(signal);
    }
    return entered;
  }

  leave(): void {
    this.running--;
    this.startWaiters();
  }

  private wait(turn: Turn, timeout: number, signal: AbortSignal | undefined): Promise<boolean> {
    return new Promise((resolve) => {
      const finish = (entered: boolean) => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", giveUp);
        resolve(entered);
      };
      const waiter: Waiter = { turn, start: () => finish(true) };
      const giveUp = () => {
        this.waiters.splice(this.waiters.indexOf(waiter), 1);
        finish(false);
        this.startWaiters();
      };
      const timer = setTimeout(giveUp, timeout);
      signal?.addEventListener("abort", giveUp, { once: true });
      this.waiters.push(waiter);
    });
  }

  private startWaiters(): void {
    for (let next = this.waiters[0]; next !== undefined && this.mayStart(next.turn); next = this.waiters[0]) {
      this.waiters.shift();
      this.begin(next.turn);
      next.start();
    }
  }

  private mayStart(turn: Turn): boolean {
    return this.running === 0 || (turn === "shared" && this.current === "shared");
  }

  private begin(turn: Turn): void {
    this.current = turn;
    this.running++;
  }
}
