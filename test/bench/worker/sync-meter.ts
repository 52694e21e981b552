import fs from "node:fs";

export interface LongestCall {
  readonly name: string;
  readonly milliseconds: number;
}

type AnyFunction = (...args: never[]) => unknown;

const isFunction = (value: unknown): value is AnyFunction => typeof value === "function";

/** Adds up the time that synchronous file-system calls keep the event loop from running. */
export class SyncMeter {
  private depth = 0;
  private spent = 0;
  private longest: LongestCall = { name: "none", milliseconds: 0 };

  /** Counts every `…Sync` function of `node:fs` from now on; a call within a call counts once. */
  static install(): SyncMeter {
    const meter = new SyncMeter();
    for (const [name, value] of Object.entries<unknown>({ ...fs })) {
      if (name.endsWith("Sync") && isFunction(value)) {
        Object.assign(fs, { [name]: meter.metered(name, value) });
      }
    }
    return meter;
  }

  /** Milliseconds since the last look, and the longest call among them. */
  take(): { readonly milliseconds: number; readonly longest: LongestCall } {
    const taken = { milliseconds: this.spent, longest: this.longest };
    this.spent = 0;
    this.longest = { name: "none", milliseconds: 0 };
    return taken;
  }

  private metered(name: string, call: AnyFunction): AnyFunction {
    const timed = (...args: never[]) => {
      const start = performance.now();
      this.depth++;
      try {
        return call(...args);
      } finally {
        this.depth--;
        if (this.depth === 0) {
          this.add(name, performance.now() - start);
        }
      }
    };
    return Object.assign(timed, call); // realpathSync.native
  }

  private add(name: string, milliseconds: number): void {
    this.spent += milliseconds;
    if (milliseconds > this.longest.milliseconds) {
      this.longest = { name, milliseconds };
    }
  }
}
