import { readFileSync, rmSync } from "node:fs";
import { ignoring } from "../errors";
import { ioError } from "../io-error";
import type { FileLockService, LockHandle } from "../locking/file-lock-service";
import type { AtomicWriter } from "./atomic-writer";

export interface LockedTextFileParts {
  readonly locks: FileLockService;
  readonly writer: AtomicWriter;
}

/** What becomes of a text, or throws to leave it. Undefined is no file; the same text is not written. */
export type TextRule = (text: string | undefined) => string | undefined;

/** A text file that is no document, because git reads it: changed under its lock all the same, and replaced as a whole. */
export class LockedTextFile {
  /**
   * @param name how people know it
   * @param refuseLink throws where the way to it is a symbolic link
   */
  constructor(
    private readonly parts: LockedTextFileParts,
    readonly path: string,
    private readonly name: string,
    private readonly refuseLink: () => void,
  ) {}

  /** Undefined where there is none. @throws {LockstepError} `SYMLINK`, `IO` */
  read(): string | undefined {
    this.refuseLink();
    try {
      return ignoring(["ENOENT", "ENOTDIR"], () => readFileSync(this.path, "utf8"));
    } catch (error) {
      throw ioError(this.name, error);
    }
  }

  /**
   * @param afterwards what belongs to the change and must not happen twice at once, still under the lock
   * @throws {LockstepError} what the rule throws; `SYMLINK`, `IO`, `LOCK_TIMEOUT`
   */
  async change(rule: TextRule, afterwards: () => Promise<void> = async () => {}): Promise<void> {
    this.refuseLink();
    await this.parts.locks.withLock(this.path, async (fence) => {
      const before = this.read();
      const after = rule(before);
      if (after !== before) {
        await this.become(after, fence);
      }
      await afterwards();
    });
  }

  private async become(text: string | undefined, fence: LockHandle): Promise<void> {
    try {
      if (text === undefined) {
        fence.check();
        rmSync(this.path, { force: true });
      } else {
        await this.parts.writer.write(this.path, text, { fence });
      }
    } catch (error) {
      throw ioError(this.name, error);
    }
  }
}
