import { LockstepError } from "../core/errors";
import type { Disposable } from "../core/events";
import { Wake } from "../core/wake";

export interface Waiting<T> {
  /** What may make a difference. */
  readonly changes: readonly ((listener: () => void) => Disposable)[];
  /** Undefined: not yet. */
  readonly look: () => Promise<T | undefined>;
  readonly signal: AbortSignal | undefined;
  /** Milliseconds; undefined: as long as it takes. */
  readonly timeout: number | undefined;
}

/** Milliseconds. The watchers keep no process alive: this does. */
const longestNap = 60_000;

/**
 * Resolves with what `look` finds, at the beginning or after a change; undefined when it has not by then.
 *
 * @throws {LockstepError} `ABORTED`
 */
export async function until<T>({
  changes,
  look,
  signal,
  timeout = Number.POSITIVE_INFINITY,
}: Waiting<T>): Promise<T | undefined> {
  const wake = new Wake();
  const ring = () => wake.now();
  const listening = changes.map((event) => event(ring));
  signal?.addEventListener("abort", ring);
  const deadline = performance.now() + timeout;
  try {
    for (;;) {
      if (signal?.aborted) {
        throw new LockstepError("ABORTED", "Cancelled. Nothing was changed.");
      }
      const found = await look();
      const left = deadline - performance.now();
      if (found !== undefined || left <= 0) {
        return found;
      }
      await wake.wait(Math.min(longestNap, left));
    }
  } finally {
    signal?.removeEventListener("abort", ring);
    for (const listener of listening) {
      listener.dispose();
    }
  }
}
