import { lstatSync, realpathSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { ignoring, LockstepError } from "../core/errors";

export const stateFolderName = ".lockstep";

/**
 * The workspace folder that a command is about: `--root`, else the nearest folder from `cwd` upwards that has a state
 * folder, else the nearest that looks like a project, else `cwd`.
 *
 * @throws {LockstepError} `INVALID` when `--root` names no folder
 */
export function findRoot(cwd: string, named: string | undefined, home: string = homedir()): string {
  if (named !== undefined) {
    return namedRoot(cwd, named);
  }
  const folders = ancestors(cwd);
  return (
    folders.find((folder) => isThere(join(folder, stateFolderName))) ??
    folders.find((folder) => isProject(folder, home)) ??
    cwd
  );
}

function namedRoot(cwd: string, named: string): string {
  const folder = resolve(cwd, named);
  if (named === "" || !isFolder(folder)) {
    throw new LockstepError("INVALID", "--root: there is no folder {0}.", [named === "" ? '""' : folder]);
  }
  return folder;
}

/** `~/.vscode` holds VS Code's extensions and makes no project of the home folder. */
function isProject(folder: string, home: string): boolean {
  return isThere(join(folder, ".git")) || (folder !== home && isThere(join(folder, ".vscode")));
}

function ancestors(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}

/** A symbolic link counts even when it leads nowhere: it is refused by name then, not passed over. */
function isThere(path: string): boolean {
  return ignoring(unreachable, () => lstatSync(path)) !== undefined;
}

/** A folder that is there itself and not a link to one. */
export function isRealFolder(path: string): boolean {
  return ignoring(unreachable, () => lstatSync(path))?.isDirectory() ?? false;
}

function isFolder(path: string): boolean {
  return ignoring(unreachable, () => statSync(path))?.isDirectory() ?? false;
}

/** The path without symbolic links; `path` itself where that can't be told. */
export function realPath(path: string): string {
  return ignoring(unreachable, () => realpathSync.native(path)) ?? path;
}

const unreachable = ["ENOENT", "ENOTDIR", "EACCES", "EPERM", "ELOOP", "ENAMETOOLONG"];
