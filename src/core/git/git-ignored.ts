import { join } from "node:path";
import { LockstepError } from "../errors";
import { git } from "./git";

/**
 * Which rule hides a shared state folder from git all the same, such as one in the repository's own .gitignore:
 * `.gitignore:3:.lockstep`. Undefined when none does, or nobody can tell.
 */
export async function ignoredByGit(folder: string): Promise<string | undefined> {
  const document = join(".lockstep", "bookmarks.json");
  try {
    const { status, stdout } = await git(folder, ["check-ignore", "--verbose", "--no-index", document]);
    const rule = stdout.split("\t")[0];
    return status === 0 && rule !== undefined && !/:\d+:!/.test(rule) ? rule : undefined;
  } catch (error) {
    if (error instanceof LockstepError) {
      return undefined; // there is no git
    }
    throw error;
  }
}
