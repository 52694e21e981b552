// Waiting for a condition, never for a guess of how long something takes.
import { setTimeout as delay } from "node:timers/promises";

export const patienceMs = 30_000;
const intervalMs = 50;

/** Asks until the answer is something other than `undefined` or `false`. @throws naming what was awaited when patience ends. */
export async function until<T>(
  what: string,
  ask: () => T | undefined | false | Promise<T | undefined | false>,
  timeoutMs = patienceMs,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) {
      return answer;
    }
    if (Date.now() > deadline) {
      throw new Error(`Waited ${timeoutMs / 1000} s in vain for ${what}.`);
    }
    await delay(intervalMs);
  }
}
