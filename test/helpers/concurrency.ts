import { setTimeout as delay } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";

export interface Outcome<T> {
  readonly result?: T;
  readonly error?: Error;
}

/** Starts all operations at once (or `delayBetween` ms apart) and tells how each one ended, in their order. */
export async function runConcurrent<T>(
  operations: readonly (() => Promise<T>)[],
  options: { readonly delayBetween?: number } = {},
): Promise<readonly Outcome<T>[]> {
  const started = operations.map(async (operation, index): Promise<Outcome<T>> => {
    try {
      if (options.delayBetween !== undefined) {
        await delay(index * options.delayBetween);
      }
      return { result: await operation() };
    } catch (error) {
      return { error: error instanceof Error ? error : new Error(String(error)) };
    }
  });
  return Promise.all(started);
}

export interface LostUpdateCheck<T> {
  readonly success: boolean;
  readonly expected: T;
  readonly actual: T;
}

/**
 * Runs all modifications at once, each as one read-modify-write of the subject, and compares with what they make one
 * after the other. The modifications must commute, for their order is anybody's.
 *
 * Unlike the seeds' version it takes the read-modify-write itself: with a read and a write apart, what it should check
 * could not be checked.
 */
export async function verifyNoLostUpdates<T>(
  initial: T,
  modifications: readonly ((current: T) => T)[],
  modify: (modification: (current: T | undefined) => T) => Promise<unknown>,
  read: () => Promise<T>,
): Promise<LostUpdateCheck<T>> {
  const outcomes = await runConcurrent(
    modifications.map((modification) => () => modify((current = initial) => modification(current))),
  );
  const failed = outcomes.flatMap(({ error }) => error ?? []);
  if (failed.length > 0) {
    throw new AggregateError(failed, `${failed.length} modifications were refused.`);
  }
  const expected = modifications.reduce((value, modification) => modification(value), initial);
  const actual = await read();
  return { success: isDeepStrictEqual(actual, expected), expected, actual };
}
