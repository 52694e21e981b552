import { LockstepError } from "../errors";
import { git } from "./git";
import { GitCommand } from "./git-command";

/**
 * Git for a folder whose files it shall read without the programs that a configuration names for that (git-lfs is such a
 * filter). Undefined when there is no git, no answer, or a filter whose name can't be written on a command line.
 */
export async function unfilteredGit(folder: string): Promise<GitCommand | undefined> {
  const names = await filterNames(folder);
  if (names === undefined || names.some((name) => name.includes("="))) {
    return undefined;
  }
  const options = names.flatMap((name) => [
    ...["-c", `filter.${name}.clean=`, "-c", `filter.${name}.process=`],
    ...["-c", `filter.${name}.required=false`],
  ]);
  return new GitCommand(folder, options);
}

async function filterNames(folder: string): Promise<readonly string[] | undefined> {
  try {
    const filters = ["config", "--name-only", "-z", "--get-regexp", "^filter\\..*\\.(clean|process)$"];
    const { status, stdout } = await git(folder, filters, { timeout: 10_000 });
    // 1 is what it says where there are none.
    return status > 1 ? undefined : filtersIn(stdout);
  } catch (error) {
    if (error instanceof LockstepError) {
      return undefined;
    }
    throw error;
  }
}

function filtersIn(keys: string): readonly string[] {
  const names = keys.split("\0").flatMap((key) => /^filter\.([\s\S]*)\.(?:clean|process)$/.exec(key)?.[1] ?? []);
  return [...new Set(names)];
}
