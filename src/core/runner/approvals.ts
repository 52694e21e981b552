import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Disposable } from "../events";
import { HashListFile } from "../storage/hash-list-file";

/** All that decides what would run. */
export interface RunContent {
  /** The canonical path of the workspace folder: what one may do, its copy elsewhere may not. */
  readonly root: string;
  /** `agent`: the profile of one, when a workspace brings it. */
  readonly kind: "shell" | "prompt" | "agent";
  /** The command line, the prompt or the profile, before variables are resolved. */
  readonly text: string;
  readonly agent?: string | undefined;
  readonly cwd?: string | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** The mark of the time since which it counts, see {@link Approvals.mark}; left out where nothing was ever forgotten. */
  readonly since?: string | undefined;
}

/** The same on every machine, and for ever: what was approved stays so. */
export function contentHash({ root, kind, text, agent, cwd, env = {}, since }: RunContent): string {
  const variables = Object.entries(env).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const content = ["lockstep run 1", root, kind, text, agent ?? null, cwd ?? null, variables];
  return hashOf(since === undefined ? content : [...content, since]);
}

function hashOf(content: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex");
}

/**
 * What may run on this machine because its user said so, remembered outside of every workspace. Two lists that only grow,
 * as several processes write them: what was forgotten goes by another hash from then on, which nobody approved yet.
 */
export class Approvals {
  private readonly approved: HashListFile;
  private readonly forgotten: HashListFile;

  /** @param folder of this machine, see `machineFolder` */
  constructor(folder: string) {
    this.approved = new HashListFile(join(folder, "approved"));
    this.forgotten = new HashListFile(join(folder, "forgotten"));
  }

  /** @throws {LockstepError} `PRECONDITION` when other users could have written it; `SYMLINK`, `IO` */
  isApproved(hash: string): boolean {
    return this.approved.has(this.current(hash));
  }

  /** @throws {LockstepError} as {@link isApproved} */
  approve(hashes: readonly string[]): void {
    const missing = hashes.map((hash) => this.current(hash)).filter((hash) => !this.approved.has(hash));
    if (missing.length > 0) {
      this.approved.add(missing);
    }
  }

  /** They are approved no longer. @throws {LockstepError} as {@link isApproved} */
  forget(hashes: readonly string[]): void {
    const approved = hashes.map((hash) => this.current(hash)).filter((hash) => this.approved.has(hash));
    if (approved.length > 0) {
      this.forgotten.add(approved);
    }
  }

  /**
   * A mark that is another one whenever all of a workspace folder was forgotten, and undefined before the first time.
   *
   * @throws {LockstepError} as {@link isApproved}
   */
  mark(root: string): string | undefined {
    const first = rootHash(root);
    const mark = this.current(first);
    return mark === first ? undefined : mark;
  }

  /** Has {@link mark} become another. @throws {LockstepError} as {@link isApproved} */
  forgetRoot(root: string): void {
    this.forgotten.add([this.current(rootHash(root))]);
  }

  /** What a hash goes by now. @throws {LockstepError} as {@link isApproved} */
  current(hash: string): string {
    let found = hash;
    while (this.forgotten.has(found)) {
      found = hashOf(["lockstep forgotten 1", found]);
    }
    return found;
  }

  /** Tells when something was approved, by whichever process. */
  watch(listener: () => void): Disposable {
    return this.approved.watch(listener);
  }
}

function rootHash(root: string): string {
  return hashOf(["lockstep root 1", root]);
}
