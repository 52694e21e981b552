import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "../clock";
import { LockstepError } from "../errors";

export interface WaitOptions {
  readonly timeout: number;
  readonly retryInterval: number;
  readonly maxRetries: number;
  readonly signal: AbortSignal | undefined;
}

/** Says that waiting ended without success; the caller knows for whom it waited and words the error. */
export class GaveUp extends Error {
  override readonly name = "GaveUp";
  constructor(readonly reason: "timeout" | "locked") {
    super(reason);
  }
}

/** Waits between two tries: so many milliseconds, less when there is news. */
export type Pause = (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;

/** Milliseconds after which looking half as often will do. */
const longWait = 1_000;

/**
 * Tries until `attempt` yields something. The longest pause is drawn anew each time, from half to one and a half of the
 * interval, and does not grow beyond its double: with one that does, newcomers overtake those who wait (measured in the
 * field with proper-lockfile's back-off: single waits of half a minute).
 *
 * @throws {GaveUp} after `timeout` or `maxRetries`
 * @throws {LockstepError} `ABORTED`
 */
export async function retryUntil<T>(
  attempt: () => Promise<T | undefined>,
  clock: Clock,
  wait: WaitOptions,
  pause: Pause = sleep,
): Promise<T> {
  const begin = clock.monotonic();
  const deadline = begin + wait.timeout;
  for (let retries = 0; ; retries++) {
    throwIfAborted(wait.signal);
    const result = await attempt();
    if (result !== undefined) {
      return result;
    }
    if (retries >= wait.maxRetries) {
      throw new GaveUp("locked");
    }
    const now = clock.monotonic();
    if (now >= deadline) {
      throw new GaveUp("timeout");
    }
    const interval = now - begin < longWait ? wait.retryInterval : 2 * wait.retryInterval;
    await pause(Math.min(deadline - now, interval * (0.5 + Math.random())), wait.signal);
  }
}

export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) {
    throw abortError();
  }
}

export function abortError(): LockstepError {
  return new LockstepError("ABORTED", "Cancelled. Nothing was changed.");
}

async function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await delay(milliseconds, undefined, signal === undefined ? {} : { signal });
  } catch {
    throwIfAborted(signal);
  }
}
