import { setTimeout as delay } from "node:timers/promises";

/** Polls until `probe` yields something other than undefined or false. @throws when it has not within `timeout` ms */
export async function eventually<T>(
  what: string,
  probe: () => T | undefined | false | Promise<T | undefined | false>,
  timeout = 10_000,
): Promise<T> {
  const deadline = performance.now() + timeout;
  for (;;) {
    const value = await probe();
    if (value !== undefined && value !== false) {
      return value;
    }
    if (performance.now() > deadline) {
      throw new Error(`Not within ${timeout} ms: ${what}`);
    }
    await delay(5);
  }
}

/** Polls until `probe` yields `expected`. @throws with what it yielded last when it has not within `timeout` ms */
export async function becomes(expected: string, probe: () => Promise<string>, timeout?: number): Promise<void> {
  let seen = "";
  await eventually(
    expected,
    async () => {
      seen = await probe();
      return seen === expected;
    },
    timeout,
  ).catch((error: unknown) => {
    throw new Error(`It is ${seen}`, { cause: error });
  });
}
