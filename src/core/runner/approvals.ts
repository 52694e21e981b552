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
}

/** The same on every machine, and for ever: what was approved stays so. */
export function contentHash({ root, kind, text, agent, cwd, env = {} }: RunContent): string {
  const variables = Object.entries(env).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const content = JSON.stringify(["lockstep run 1", root, kind, text, agent ?? null, cwd ?? null, variables]);
  return createHash("sha256").update(content).digest("hex");
}

/** What may run on this machine because its user said so, remembered outside of every workspace. */
export class Approvals {
  private readonly file: HashListFile;

  /** @param folder of this machine, see `machineFolder` */
  constructor(folder: string) {
    this.file = new HashListFile(join(folder, "approved"));
  }

  /** @throws {LockstepError} `PRECONDITION` when other users could have written it; `SYMLINK`, `IO` */
  isApproved(hash: string): boolean {
    return this.file.has(hash);
  }

  /** @throws {LockstepError} as {@link isApproved} */
  approve(hashes: readonly string[]): void {
    const missing = hashes.filter((hash) => !this.file.has(hash));
    if (missing.length > 0) {
      this.file.add(missing);
    }
  }

  /** Tells when something was approved, by whichever process, or all was forgotten. */
  watch(listener: () => void): Disposable {
    return this.file.watch(listener);
  }

  /** @throws {LockstepError} `IO` */
  forgetAll(): void {
    this.file.clear();
  }
}
