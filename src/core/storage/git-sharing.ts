import { LockstepError } from "../errors";
import { ioError } from "../io-error";
import { privateRules, type Sharing, sharedRules, sharingOf } from "./ignore-rules";
import { LockedTextFile, type LockedTextFileParts } from "./locked-text-file";
import { StateFolderMaker } from "./state-folder-maker";
import type { StatePaths } from "./state-paths";

export interface SharingOptions {
  /** Also in place of rules that a person wrote. */
  readonly replace?: boolean | undefined;
}

/** Whether git carries a state folder: its .gitignore says so. */
export class GitSharing {
  private readonly ignoreFile: LockedTextFile;

  constructor(
    private readonly paths: StatePaths,
    parts: LockedTextFileParts,
  ) {
    const refuseLink = () => paths.refuseSymlinkedIgnoreFile();
    this.ignoreFile = new LockedTextFile(parts, paths.ignoreFile, ".gitignore", refuseLink);
  }

  isShared(): boolean {
    return sharingIn(this.ignoreFile.read()) === "shared";
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
    this.paths.refuseSymlinkedIgnoreFile();
    try {
      new StateFolderMaker(this.paths.root).make();
    } catch (error) {
      throw ioError(".lockstep", error);
    }
    await this.ignoreFile.change((text) => {
      const present = sharingIn(text);
      if (present === "byHand" && !replace) {
        throw new LockstepError(
          "CONFLICT",
          "The .gitignore of the state folder was changed by hand, and was left as it is: {0}",
          [this.ignoreFile.path],
        );
      }
      return present === sharing ? text : rules;
    });
  }
}

/** Undefined where there is no file: git sees everything then. */
function sharingIn(rules: string | undefined): Sharing | undefined {
  return rules === undefined ? undefined : sharingOf(rules);
}
