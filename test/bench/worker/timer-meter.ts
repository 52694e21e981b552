import { createHook } from "node:async_hooks";
import { now } from "./options";

/** One interval, or one place in the code where one timeout follows the other. */
interface Timer {
  readonly place: string;
  firings: number[];
}

export interface TimerFirings {
  /** How many there were. */
  readonly firings: number;
  /** Milliseconds between two firings of one timer; none where nothing fired twice. */
  readonly shortest?: { readonly place: string; readonly interval: number };
}

/** Notes when timers fire, whichever way they were made: Node tells of `node:timers/promises` only through its hooks. */
export class TimerMeter {
  private readonly timers = new Map<number, Timer>();
  private readonly chains = new Map<string, Timer>();

  /** Counts every timer that is made from now on. */
  static install(): TimerMeter {
    const meter = new TimerMeter();
    createHook({
      init: (id, type, _, resource) => type === "Timeout" && meter.add(id, "_repeat" in resource && !!resource._repeat),
      before: (id) => meter.timers.get(id)?.firings.push(now()),
      destroy: (id) => meter.timers.delete(id),
    }).enable();
    return meter;
  }

  /** What fired since the last look. */
  take(): TimerFirings {
    const timers = [...new Set([...this.timers.values(), ...this.chains.values()])];
    const intervals = timers.flatMap(({ place, firings }) =>
      firings.slice(1).map((time, index) => ({ place, interval: time - (firings[index] ?? Number.NaN) })),
    );
    const [shortest] = intervals.toSorted((a, b) => a.interval - b.interval);
    const firings = timers.reduce((sum, timer) => sum + timer.firings.length, 0);
    for (const timer of timers) {
      timer.firings = [];
    }
    return shortest === undefined ? { firings } : { firings, shortest };
  }

  private add(id: number, repeats: boolean): void {
    const place = callingPlace();
    const timer = (repeats ? undefined : this.chains.get(place)) ?? { place, firings: [] };
    this.timers.set(id, timer);
    if (!repeats) {
      this.chains.set(place, timer);
    }
  }
}

/** The function that makes a timer just now: the caller of Node's own frames. */
function callingPlace(): string {
  const frames = new Error("where").stack?.split("\n").slice(1) ?? [];
  const ofNode = frames.findIndex((frame) => frame.includes("node:"));
  const frame = frames.slice(ofNode).find((line) => !line.includes("node:"));
  return (
    frame
      ?.trim()
      .replace(/^at /, "")
      .replace(/[^\s(]*[\\/]/, "") ?? "somewhere"
  );
}
