import type { Disposable } from "../events";

/** Milliseconds: the longest that a timer takes. It rings early then, and is set again. */
const longest = 2 ** 31 - 1;

/** Rings once, at the earliest of all times that it was set to. */
export class Alarm implements Disposable {
  private timer: NodeJS.Timeout | undefined;
  private at = Number.POSITIVE_INFINITY;

  constructor(private readonly ring: () => void) {}

  get isSet(): boolean {
    return this.timer !== undefined;
  }

  ringIn(milliseconds: number): void {
    this.ringAt(Date.now() + milliseconds);
  }

  /** @param time milliseconds since 1970 */
  ringAt(time: number): void {
    if (time < this.at) {
      clearTimeout(this.timer);
      this.at = time;
      this.timer = setTimeout(() => this.now(), Math.min(longest, Math.max(0, time - Date.now())));
    }
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.at = Number.POSITIVE_INFINITY;
  }

  private now(): void {
    this.dispose();
    this.ring();
  }
}
