import { existsSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "../clock";

/** Milliseconds within which a woken waiter gets its try in. */
const longestCourtesy = 10;

/**
 * Whoever releases a lock that somebody waits for stays away from it until the next owner has it. Without that the
 * releaser, who need not wake up first, takes it again and again and the others starve.
 */
export class Courtesy {
  private readonly owed = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  /** The lock at `path` was just released although somebody waits for it. */
  owe(path: string): void {
    this.owed.set(path, this.clock.monotonic() + longestCourtesy);
  }

  /** Before a try. */
  async pay(path: string): Promise<void> {
    const until = this.owed.get(path);
    if (until === undefined) {
      return;
    }
    this.owed.delete(path);
    while (!existsSync(path) && this.clock.monotonic() < until) {
      await delay(1);
    }
  }
}
