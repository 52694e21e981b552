import { readFileSync } from "node:fs";
import { ignoring, LockstepError } from "../errors";
import { ioError } from "../io-error";
import type { FileLockService, LockHandle } from "../locking/file-lock-service";
import type { AtomicWriter } from "./atomic-writer";
import { privateRules, type Sharing, sharedRules, sharingOf } from "./ignore-rules";
import { StateFolderMaker } from "./state-folder-maker";
import type { StatePaths } from "./state-paths";

export interface SharingOptions {
  /** Also in place of rules that a person wrote. */
  readonly replace?: boolean | undefined;
}

export interface GitSharingParts {
  readonly paths: StatePaths;
  readonly locks: FileLockService;
  readonly writer: AtomicWriter;
}

/** Whether git carries a state folder: its .gitignore says so. */
export class GitSharing {
  constructor(private readonly parts: GitSharingParts) {}

  isShared(): boolean {
    return this.present() === "shared";
  }

  /** @throws {LockstepError} `CONFLICT` when a person wrote the rules that are there; `SYMLINK`, `IO` */
  async share(options: SharingOptions = {}): Promise<void> {
    await this.become("shared", sharedRules, options);
  }

  /** @throws as {@link share} */
  async keepPrivate(options: SharingOptions = {}): Promise<void> {
    await this.become("private", privateRules, options);
  }

  private async become(sharing: Sharing, rules: string, { replace = false }: SharingOptions): Promise<void> {
    const { paths, locks } = this.parts;
    paths.refuseSymlinkedIgnoreFile();
    try {
      new StateFolderMaker(paths.root).make();
    } catch (error) {
      throw ioError(".lockstep", error);
    }
    await locks.withLock(paths.ignoreFile, async (fence) => {
      const present = this.present();
      if (present === "byHand" && !replace) {
        throw new LockstepError(
          "CONFLICT",
          "The .gitignore of the state folder was changed by hand, and was left as it is: {0}",
          [paths.ignoreFile],
        );
      }
      if (present !== sharing) {
        await this.write(rules, fence);
      }
    });
  }

  private async write(rules: string, fence: LockHandle): Promise<void> {
    try {
      await this.parts.writer.write(this.parts.paths.ignoreFile, rules, { fence });
    } catch (error) {
      throw ioError(".gitignore", error);
    }
  }

  /** Undefined where there is none: git sees everything then. */
  private present(): Sharing | undefined {
    const { paths } = this.parts;
    paths.refuseSymlinkedIgnoreFile();
    try {
      const rules = ignoring(["ENOENT", "ENOTDIR"], () => readFileSync(paths.ignoreFile, "utf8"));
      return rules === undefined ? undefined : sharingOf(rules);
    } catch (error) {
      throw ioError(".gitignore", error);
    }
  }
}
