import fs from "node:fs";

type Call = (...args: readonly unknown[]) => unknown;

/** Those of node:fs that a test may stand in for. */
export type SystemCall =
  | "existsSync"
  | "fsync"
  | "fsyncSync"
  | "linkSync"
  | "openSync"
  | "readFileSync"
  | "renameSync"
  | "rmdirSync"
  | "statSync"
  | "unlinkSync"
  | "write"
  | "writeSync";

const restorers: (() => void)[] = [];

/** For `afterEach`, in a test file that uses this module. */
export function restoreSystemCalls(): void {
  for (const restore of restorers.splice(0).reverse()) {
    restore();
  }
}

/**
 * Stands in for one call of node:fs, for everybody in this process. `proceed` does what was asked for.
 *
 * @returns ends it
 */
export function intercept(name: SystemCall, standIn: (proceed: () => unknown, args: readonly unknown[]) => unknown) {
  const original: unknown = Reflect.get(fs, name);
  const put = (value: unknown) =>
    Object.defineProperty(fs, name, { value, configurable: true, writable: true, enumerable: true });
  put((...args: readonly unknown[]) => standIn(() => Reflect.apply(original as Call, fs, args), args));
  const restore = () => void put(original);
  restorers.push(restore);
  return restore;
}

type Matching = (...args: readonly string[]) => boolean;

const asWords = (args: readonly unknown[]): readonly string[] => args.map(String);

/** As if the process were paused right before the first such call, and this happened meanwhile. Tells whether it did. */
export function rightBefore(name: SystemCall, matching: Matching, meanwhile: () => void): () => boolean {
  return once(name, matching, (proceed) => {
    meanwhile();
    return proceed();
  });
}

/** Likewise, right after it. */
export function rightAfter(name: SystemCall, matching: Matching, meanwhile: () => void): () => boolean {
  return once(name, matching, (proceed) => {
    const result = proceed();
    meanwhile();
    return result;
  });
}

function once(name: SystemCall, matching: Matching, standIn: (proceed: () => unknown) => unknown): () => boolean {
  let happened = false;
  intercept(name, (proceed, args) => {
    if (happened || !matching(...asWords(args))) {
      return proceed();
    }
    happened = true;
    return standIn(proceed);
  });
  return () => happened;
}

/** Such calls fail with that code. */
export function failing(name: SystemCall, matching: Matching, code: string): () => void {
  return intercept(name, (proceed, args) => (matching(...asWords(args)) ? fail(code) : proceed()));
}

export function fail(code: string): never {
  throw systemError(code);
}

export function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/** Like a process that is paused: nothing else happens here meanwhile. */
export function standStillUntil(condition: () => boolean): void {
  const deadline = performance.now() + 20_000;
  while (!condition()) {
    if (performance.now() > deadline) {
      throw new Error("Stood still for 20 s.");
    }
    standStill(5);
  }
}

export function standStill(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
