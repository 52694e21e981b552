import fs from "node:fs";
import promises from "node:fs/promises";

/** A call of the file system, as the engine makes it. */
export interface CallSite {
  /** Counted from 1 since the change began; the moments before and after one call have the same number. */
  readonly number: number;
  readonly name: string;
  /** Path, or path that the descriptor was opened for. */
  readonly target: string;
  /** Of an open. */
  readonly flags: string | undefined;
  readonly when: "before" | "after";
  /** Whether the call changes the disk: what comes between two others is of interest to nobody else. */
  readonly changes: boolean;
}

type Fn = (...args: readonly unknown[]) => unknown;

/** Called before and after each call, on the main thread: to end the process there, or to hold it. */
export type Intervene = (site: CallSite) => void;

const changing = /^(rename|unlink|link|write|mkdir|rmdir|rm|copyFile|ftruncate|truncate|symlink|append)/;

/**
 * Puts a point of intervention before and after every call of node:fs, node:fs/promises and their file handles.
 * Everything is looked up on those modules when it is called (esbuild's bundles do so, and promisify), so replacing their
 * members reaches the engine and its libraries alike.
 */
export class FaultPoints {
  private intervene: Intervene | undefined;
  private count = 0;
  private readonly openPaths = new Map<unknown, string>();
  private readonly handlePaths = new Map<unknown, string>();
  private readonly prototypes = new WeakSet<object>();

  install(): void {
    for (const [name, value] of Object.entries(fs)) {
      if (isCall(name, value)) {
        replace(fs, name, name.endsWith("Sync") ? this.sync(name, value) : this.callback(name, value));
      }
    }
    for (const [name, value] of Object.entries(promises)) {
      if (isCall(name, value)) {
        replace(promises, name, this.promise(name, value));
      }
    }
  }

  /** Resolves with how many calls were made. */
  async during(intervene: Intervene, work: () => Promise<void>): Promise<number> {
    this.count = 0;
    this.intervene = intervene;
    try {
      await work();
    } finally {
      this.intervene = undefined;
    }
    return this.count;
  }

  private sync(name: string, original: Fn): Fn {
    const wrapped = (...args: readonly unknown[]) => {
      const after = this.before(name, args);
      try {
        const result = original(...args);
        this.noteOpened(name, args, result);
        return result;
      } finally {
        after?.();
      }
    };
    return withMembersOf(original, wrapped, (member) => this.sync(name, member));
  }

  private callback(name: string, original: Fn): Fn {
    const wrapped = (...args: readonly unknown[]) => {
      const done = args.at(-1);
      const after = this.before(name, args);
      if (after === undefined || !isFunction(done)) {
        return original(...args);
      }
      return original(...args.slice(0, -1), (...results: readonly unknown[]) => {
        this.noteOpened(name, args, results[1]);
        after();
        done(...results);
      });
    };
    return withMembersOf(original, wrapped, (member) => this.callback(name, member));
  }

  private promise(name: string, original: Fn): Fn {
    const points = this;
    return async function (this: unknown, ...args: readonly unknown[]): Promise<unknown> {
      const handlePath = points.handlePaths.get(this);
      const after = points.before(name, handlePath === undefined ? args : [handlePath, ...args]);
      try {
        const result: unknown = await Reflect.apply(original, this, args);
        points.wrapHandle(result, args[0]);
        return result;
      } finally {
        after?.();
      }
    };
  }

  /** File handles come without a class that one could import. */
  private wrapHandle(result: unknown, path: unknown): void {
    if (typeof result !== "object" || result === null || !("datasync" in result)) {
      return;
    }
    this.handlePaths.set(result, String(path));
    const prototype: object = Object.getPrototypeOf(result);
    if (this.prototypes.has(prototype)) {
      return;
    }
    this.prototypes.add(prototype);
    for (const name of ["write", "writeFile", "sync", "datasync", "close", "stat", "readFile", "chmod", "truncate"]) {
      const original: unknown = Reflect.get(prototype, name);
      if (isFunction(original)) {
        replace(prototype, name, this.promise(name, original));
      }
    }
  }

  /** What to do after the call; undefined when it is none of ours. */
  private before(name: string, args: readonly unknown[]): (() => void) | undefined {
    const { intervene } = this;
    const target = this.targetOf(args[0]);
    if (intervene === undefined || !target.includes("/.lockstep")) {
      return undefined;
    }
    const opensForWriting = name.startsWith("open") && typeof args[1] !== "undefined" && args[1] !== "r";
    const flags = name.startsWith("open") ? String(args[1]) : undefined;
    const changes = changing.test(name) || opensForWriting;
    const site = { number: ++this.count, name, target, flags, changes };
    this.run(intervene, { ...site, when: "before" });
    return () => this.intervene && this.run(this.intervene, { ...site, when: "after" });
  }

  /** What the intervention itself does with the file system does not count. */
  private run(intervene: Intervene, site: CallSite): void {
    this.intervene = undefined;
    intervene(site);
    this.intervene = intervene;
  }

  private targetOf(first: unknown): string {
    return typeof first === "string" ? first : (this.openPaths.get(first) ?? "");
  }

  private noteOpened(name: string, args: readonly unknown[], fd: unknown): void {
    if (name === "openSync" || name === "open") {
      this.openPaths.set(fd, String(args[0]));
    }
  }
}

const notCalls = /^(_|watch|unwatch|create|Stats|Dirent|Dir$|.*Stream|opendir|glob|promises|constants)/;

function isCall(name: string, value: unknown): value is Fn {
  return isFunction(value) && !notCalls.test(name) && !/^[A-Z]/.test(name);
}

function isFunction(value: unknown): value is Fn {
  return typeof value === "function";
}

function replace(owner: object, name: string, value: unknown): void {
  Object.defineProperty(owner, name, { value, configurable: true, writable: true, enumerable: true });
}

/** `realpath.native`, and what promisify finds on a function. */
function withMembersOf(original: Fn, wrapped: Fn, wrap: (member: Fn) => Fn): Fn {
  for (const key of Reflect.ownKeys(original)) {
    const member: unknown = Reflect.get(original, key);
    if (key === "native" && isFunction(member)) {
      Object.defineProperty(wrapped, key, { value: wrap(member) });
    } else if (typeof key === "symbol") {
      Object.defineProperty(wrapped, key, { value: member });
    }
  }
  return wrapped;
}
