import { readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ignoring } from "../errors";

/** Why nothing can be told of a path, which may be one that a repository names. */
export const unreachable = ["ENOENT", "ENOTDIR", "EACCES", "EPERM", "EISDIR", "ELOOP"];

/**
 * The folder with the HEAD of the repository that `folder` is in: `.git` itself, or what a file of that name leads to in
 * worktrees and submodules (gitrepository-layout(5)). Undefined outside of repositories.
 */
export function gitFolderOf(folder: string): string | undefined {
  const found = gitFolderIn(folder);
  const parent = dirname(folder);
  return found ?? (parent === folder ? undefined : gitFolderOf(parent));
}

/** The branch that is checked out, as people know it: `feature/x`. Undefined where none is, such as at a tag. */
export function branchIn(gitFolder: string): string | undefined {
  const head = textOf(join(gitFolder, "HEAD"));
  const branch = /^ref: refs\/heads\/(.+)$/.exec(head?.trim() ?? "")?.[1];
  // What stands there where branches are in another kind of file (git's "reftable"), and no branch is called so.
  return branch === ".invalid" ? undefined : branch;
}

function gitFolderIn(folder: string): string | undefined {
  const path = join(folder, ".git");
  const stat = ignoring(unreachable, () => statSync(path, { throwIfNoEntry: false }));
  if (stat === undefined || stat.isDirectory()) {
    return stat && path;
  }
  const target = /^gitdir: (.+)$/.exec(textOf(path)?.trim() ?? "")?.[1];
  return target === undefined || leadsToNetwork(folder, target) ? undefined : resolve(folder, target);
}

/** Windows greets another machine with the user's credentials: a repository that came from anywhere must not choose which. */
function leadsToNetwork(folder: string, target: string): boolean {
  const isShare = (path: string) => /^[\\/]{2}/.test(path);
  return isShare(target) && !isShare(folder);
}

function textOf(path: string): string | undefined {
  return ignoring(unreachable, () => readFileSync(path, "utf8"));
}
