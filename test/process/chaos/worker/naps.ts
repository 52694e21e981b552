import { nap } from "../faults/call-site";
import { installedFaults } from "../faults/installed-faults";

/** Milliseconds; waits for a lock are shorter than this, everything else that is waited for is longer. */
const longestNap = 90;

let passing = false;
const realSetTimeout = globalThis.setTimeout;

/** From now on whoever waits for a lock is held at the interventions and then wakes at once. */
export function passNaps(on: boolean): void {
  passing = on;
}

const wrapped = (callback: (...args: unknown[]) => void, milliseconds = 0, ...args: unknown[]): NodeJS.Timeout => {
  if (!passing || milliseconds <= 0 || milliseconds > longestNap) {
    return realSetTimeout(callback, milliseconds, ...args);
  }
  return realSetTimeout(() => {
    installedFaults.pass(nap);
    callback(...args);
  }, 0);
};

Object.assign(globalThis, { setTimeout: Object.assign(wrapped, realSetTimeout) });
