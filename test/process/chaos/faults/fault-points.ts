import fs from "node:fs";
import promises from "node:fs/promises";
import { type CallSite, describeCall } from "./call-site";
import { type Fn, isCall, isFunction, replace, withMembersOf } from "./replacing";
import { shortened } from "./short-write";

/** What is done to a call instead of making it as it is. */
export type Mishap =
  /** It fails with this code and does nothing. */
  | { readonly fail: string }
  /** A write writes half of its bytes, and says so. */
  | "short";

/** Asked before and told after each call, on the main thread: it may end the process there, or hold it. */
export interface Intervention {
  before(site: CallSite): Mishap | undefined;
  after(site: CallSite): void;
}

interface Begun {
  readonly site: CallSite;
  readonly args: readonly unknown[];
  readonly failure: Error | undefined;
}

/**
 * Puts a point of intervention before and after every call of node:fs and node:fs/promises that has to do with one folder.
 * Everything is looked up on those modules when it is called (esbuild's bundles do so, and promisify), so replacing their
 * members reaches the engine and its libraries alike.
 */
export class FaultPoints {
  private folder: string | undefined;
  private intervention: Intervention | undefined;
  private count = 0;
  private readonly opened = new Map<unknown, { readonly path: string; readonly flags: string }>();

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

  /** Calls that have to do with other folders don't count. */
  watch(folder: string): void {
    this.folder = folder;
  }

  async during<T>(intervention: Intervention, work: () => Promise<T>): Promise<T> {
    this.count = 0;
    this.intervention = intervention;
    try {
      return await work();
    } finally {
      this.intervention = undefined;
    }
  }

  /** Lets the intervention act at a place that is no call of the file system. */
  pass(name: string): void {
    const site = { number: this.count, ...describeCall(name, [], "", undefined) };
    this.act((intervention) => intervention.before(site));
  }

  private sync(name: string, original: Fn): Fn {
    const wrapped = (...args: readonly unknown[]) => {
      const begun = this.begin(name, args);
      if (begun?.failure) {
        throw begun.failure;
      }
      try {
        const result = original(...(begun?.args ?? args));
        this.noteOpened(name, args, result);
        return result;
      } finally {
        this.end(begun);
      }
    };
    return withMembersOf(original, wrapped, (member) => this.sync(name, member));
  }

  private callback(name: string, original: Fn): Fn {
    const wrapped = (...args: readonly unknown[]) => {
      const done = args.at(-1);
      const begun = isFunction(done) ? this.begin(name, args.slice(0, -1)) : undefined;
      if (begun === undefined || !isFunction(done)) {
        return original(...args);
      }
      if (begun.failure) {
        return setImmediate(done, begun.failure);
      }
      return original(...begun.args, (...results: readonly unknown[]) => {
        this.noteOpened(name, args, results[1]);
        this.end(begun);
        done(...results);
      });
    };
    return withMembersOf(original, wrapped, (member) => this.callback(name, member));
  }

  private promise(name: string, original: Fn): Fn {
    return async (...args: readonly unknown[]): Promise<unknown> => {
      const begun = this.begin(name, args);
      if (begun?.failure) {
        throw begun.failure;
      }
      try {
        return await original(...(begun?.args ?? args));
      } finally {
        this.end(begun);
      }
    };
  }

  /** Undefined when it is none of ours. */
  private begin(name: string, args: readonly unknown[]): Begun | undefined {
    const target = typeof args[0] === "string" ? args[0] : (this.opened.get(args[0])?.path ?? "");
    if (name === "closeSync" || name === "close") {
      this.opened.delete(args[0]);
    }
    if (this.intervention === undefined || this.folder === undefined || !target.startsWith(this.folder)) {
      return undefined;
    }
    const described = describeCall(name, args, target, this.opened.get(args[0])?.flags);
    const site = { number: ++this.count, ...described };
    const mishap = this.act((intervention) => intervention.before(site));
    return {
      site,
      args: mishap === "short" ? shortened(name, args) : args,
      failure: typeof mishap === "object" ? failureOf(mishap.fail, name, target) : undefined,
    };
  }

  private end(begun: Begun | undefined): void {
    if (begun !== undefined) {
      this.act((intervention) => intervention.after(begun.site));
    }
  }

  /** What the intervention itself does with the file system does not count. */
  private act<T>(call: (intervention: Intervention) => T): T | undefined {
    const { intervention } = this;
    if (intervention === undefined) {
      return undefined;
    }
    this.intervention = undefined;
    try {
      return call(intervention);
    } finally {
      this.intervention = intervention;
    }
  }

  private noteOpened(name: string, args: readonly unknown[], fd: unknown): void {
    if (name === "openSync" || name === "open") {
      this.opened.set(fd, { path: String(args[0]), flags: String(args[1] ?? "r") });
    }
  }
}

function failureOf(code: string, name: string, path: string): Error {
  return Object.assign(new Error(`${code}: injected, ${name} '${path}'`), { code, syscall: name, path });
}
