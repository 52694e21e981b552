import { LockstepError } from "../errors";
import { git } from "./git";

const limits = { timeout: 10_000, maxBuffer: 64 * 1024 * 1024 };

/** Asks git about one folder, and only asks. */
export class GitCommand {
  /** @param options of git itself, before what is asked: `-c core.quotePath=false` */
  constructor(
    private readonly folder: string,
    private readonly options: readonly string[] = [],
  ) {}

  /** What git prints; undefined when there is no git, no repository, or no answer. */
  async ask(...args: readonly string[]): Promise<string | undefined> {
    try {
      const { status, stdout } = await git(this.folder, [...this.options, ...args], limits);
      return status === 0 ? stdout : undefined;
    } catch (error) {
      if (error instanceof LockstepError) {
        return undefined;
      }
      throw error;
    }
  }
}
