import { createHash } from "node:crypto";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { wrap } from "node:module";
import { dirname } from "node:path";
import { Script } from "node:vm";

const digestLength = 32;

/** What a bundle calls for what is not in it. */
type Require = (id: string) => unknown;

type Wrapped = (exports: object, require: Require, module: { exports: object }, file: string, dir: string) => void;

/**
 * A CommonJS file whose compiled form is kept beside it, as Python does: V8 takes longer to compile a big bundle than to run
 * it. Whoever could put other code into `<file>.cache` could put it into the file itself. Where that folder may not be
 * written there is no cache, and no other difference.
 */
export class CompiledCode {
  private readonly source: Buffer;
  private readonly script: Script;
  private readonly cachePath: string;

  /** @throws when there is no such file. */
  constructor(private readonly file: string) {
    this.cachePath = `${file}.cache`;
    this.source = readFileSync(file);
    const text = wrap(this.source.toString());
    this.script = new Script(text, { filename: file, cachedData: this.cached() });
  }

  /** Whether V8 took what was kept: it doesn't when that was made by another version of it. */
  get isFromCache(): boolean {
    return this.script.cachedDataRejected === false;
  }

  /**
   * Runs the file, which is given each module that it requires from one call: a bundle asks anew for every file that it was
   * made of, and VS Code finds out with every call who asks.
   *
   * @returns What it exports.
   */
  run(require: Require): object {
    const module = { exports: {} };
    const wrapped: Wrapped = this.script.runInThisContext();
    wrapped(module.exports, once(require), module, this.file, dirname(this.file));
    return module.exports;
  }

  /** Keeps the compiled form, with the functions that were called until now, for the next time. */
  keep(): void {
    const cache = this.script.createCachedData();
    const temporary = `${this.cachePath}.${process.pid}`;
    try {
      writeFileSync(temporary, Buffer.concat([this.digest(cache), cache]));
      renameSync(temporary, this.cachePath);
    } catch {
      rmSync(temporary, { force: true }); // a folder that may not be written: see above
    }
  }

  private cached(): Buffer | undefined {
    try {
      const kept = readFileSync(this.cachePath);
      const cache = kept.subarray(digestLength);
      return kept.subarray(0, digestLength).equals(this.digest(cache)) ? cache : undefined;
    } catch {
      return undefined; // none yet
    }
  }

  /** Of both, as V8 itself compares no more of the source than its length, and nothing of its own data. */
  private digest(cache: Buffer): Buffer {
    return createHash("sha256").update(this.source).update(cache).digest();
  }
}

function once(require: Require): Require {
  const known = new Map<string, unknown>();
  return (id) => {
    if (!known.has(id)) {
      known.set(id, require(id));
    }
    return known.get(id);
  };
}
