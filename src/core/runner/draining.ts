/** Output that nobody adds to for this long has been read as far as it came. */
const quiet = 150;
/** A background process that never stops writing is not waited for. */
const longest = 1_000;

/** Waits until the output of a process that ended has been read: to its end, or until it is quiet for a short while. */
export class Draining {
  private timer: NodeJS.Timeout | undefined;
  private done: (() => void) | undefined;
  private deadline = 0;
  private touches = 0;

  /** Output came. */
  touch(): void {
    this.touches++;
  }

  /** The process ended. */
  begin(done: () => void): void {
    this.done = done;
    this.deadline = performance.now() + longest;
    this.listen();
  }

  /** The output ended. */
  finish(): void {
    clearTimeout(this.timer);
    this.done?.();
    this.done = undefined;
  }

  private listen(): void {
    const before = this.touches;
    this.timer = setTimeout(() => {
      // A process that stood still reads what waited for it only after its timers.
      setImmediate(() => {
        if (this.touches === before || performance.now() >= this.deadline) {
          this.finish();
        } else {
          this.listen();
        }
      });
    }, quiet);
  }
}
