import type { Operation } from "../checker/history";

/** The longest time, in milliseconds, within which nobody at all got an acknowledgement. */
export function longestStall(operations: readonly Operation[]): number {
  const times = operations
    .filter(({ outcome }) => outcome === "ok")
    .map(({ returned }) => returned)
    .sort((a, b) => a - b);
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  return Math.max(0, ...gaps) / 1e6;
}

/** Milliseconds without an acknowledgement that are too many, where nobody who is alive keeps the lock. */
const longestAllowed = 1_000;

/** Milliseconds. */
const beat = 5;

/**
 * Tells stalls from the machine's own: nobody is faster than the machine lets him be, so what it kept this process waiting
 * for comes on top of what is allowed.
 */
export class StallWatch {
  private worst = 0;
  private noise = 0;
  private last = performance.now();
  private readonly timer = setInterval(() => {
    const now = performance.now();
    this.noise = Math.max(this.noise, now - this.last - beat);
    this.last = now;
  }, beat);

  /** Somebody waited for so many milliseconds; or `excused` of them for a process that was alive. */
  note(milliseconds: number, excused = 0): void {
    this.worst = Math.max(this.worst, milliseconds - excused);
  }

  stop(): {
    readonly problems: readonly string[];
    readonly figures: { readonly stall: number; readonly noise: number };
  } {
    clearInterval(this.timer);
    const { worst: stall, noise } = this;
    const problem = `stalled for ${Math.round(stall)} ms (the machine itself: ${Math.round(noise)} ms)`;
    return { problems: stall > longestAllowed + noise ? [problem] : [], figures: { stall, noise } };
  }
}
