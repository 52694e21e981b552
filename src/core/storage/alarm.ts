import type { Clock } from "../clock";

/** One timer for many deadlines. */
export class Alarm {
  private timer: NodeJS.Timeout | undefined;
  private at = Number.POSITIVE_INFINITY;

  constructor(
    private readonly clock: Clock,
    private readonly ring: () => void,
  ) {}

  setAtLatest(time: number): void {
    if (time < this.at) {
      this.clear();
      this.at = time;
      const wait = Math.min(time - this.clock.monotonic(), 2 ** 31 - 1); // the longest that a timer can wait
      this.timer = setTimeout(() => {
        this.at = Number.POSITIVE_INFINITY;
        this.ring();
      }, wait);
    }
  }

  clear(): void {
    clearTimeout(this.timer);
    this.at = Number.POSITIVE_INFINITY;
  }
}
