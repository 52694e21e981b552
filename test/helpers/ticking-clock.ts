import type { Clock } from "../../src/core/clock";

/** Each look at it is a second later than the one before, so that a touched time shows. */
export class TickingClock implements Clock {
  private seconds = 0;

  now(): Date {
    this.seconds += 1;
    return new Date(Date.UTC(2026, 0, 1, 0, 0, this.seconds));
  }

  monotonic(): number {
    return this.seconds * 1000;
  }
}
