import type { Operation } from "./history";

/** The longest time, in milliseconds, within which nobody at all got an acknowledgement. */
export function longestStall(operations: readonly Operation[]): number {
  const times = operations
    .filter(({ outcome }) => outcome === "ok")
    .map(({ returned }) => returned)
    .sort((a, b) => a - b);
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  return Math.max(0, ...gaps) / 1e6;
}

const beat = 5;

/** Measures for how long the machine itself kept a process waiting: nobody can be faster than that. */
export class Metronome {
  private worst = 0;
  private last = performance.now();
  private readonly timer = setInterval(() => {
    const now = performance.now();
    this.worst = Math.max(this.worst, now - this.last - beat);
    this.last = now;
  }, beat);

  /** Milliseconds. */
  stop(): number {
    clearInterval(this.timer);
    return this.worst;
  }
}
