import { setTimeout as delay } from "node:timers/promises";

/** What the promise yields, or undefined when it takes more than so many milliseconds. */
export async function giveUpAfter<T>(patience: number, promise: Promise<T>): Promise<T | undefined> {
  const stop = new AbortController();
  const tooLong = delay(Math.max(0, patience), undefined, { signal: stop.signal, ref: true }).catch(() => undefined);
  try {
    return await Promise.race([promise, tooLong]);
  } finally {
    stop.abort();
  }
}
