import { lstatSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ignoring, LockstepError } from "../errors";
import { git } from "../git/git";
import { ioError } from "../io-error";
import { quoteForPosix } from "../posix-words";

/** The `lockstep` command as git has to call it. */
export interface DriverProgram {
  /** A Node, or VS Code as one. */
  readonly node: string;
  readonly script: string;
}

const attributes = ".lockstep/**/*.json merge=lockstep";

/**
 * Has git merge the documents of a workspace folder with Lockstep: a line in .gitattributes, which people commit, and two
 * in the configuration of this repository. Resolves with the path of .gitattributes.
 *
 * @throws {LockstepError} `PRECONDITION` where there is no repository; `SYMLINK`, `IO`
 */
export async function installMergeDriver(folder: string, program: DriverProgram): Promise<string> {
  await checkIsRepository(folder);
  const file = join(folder, ".gitattributes");
  changeAttributes(file, true);
  await configure(folder, ["merge.lockstep.name", "Lockstep documents"]);
  await configure(folder, ["merge.lockstep.driver", driverCommand(program)]);
  return file;
}

/** Takes it back. @throws as {@link installMergeDriver} */
export async function uninstallMergeDriver(folder: string): Promise<string> {
  await checkIsRepository(folder);
  const file = join(folder, ".gitattributes");
  changeAttributes(file, false);
  if ((await git(folder, ["config", "--local", "--get-regexp", "^merge\\.lockstep\\."])).status === 0) {
    await configure(folder, ["--remove-section", "merge.lockstep"]);
  }
  return file;
}

async function checkIsRepository(folder: string): Promise<void> {
  if ((await git(folder, ["rev-parse", "--is-inside-work-tree"])).stdout.trim() !== "true") {
    throw new LockstepError("PRECONDITION", "{0} is not in a git repository.", [folder]);
  }
}

/** Other lines stay as they are, down to their line ends. A file that held only ours goes. */
function changeAttributes(file: string, install: boolean): void {
  if (ignoring(["ENOENT"], () => lstatSync(file))?.isSymbolicLink()) {
    throw new LockstepError("SYMLINK", "{0} is a symbolic link, which git does not follow. Nothing was changed.", [
      file,
    ]);
  }
  try {
    const before = ignoring(["ENOENT"], () => readFileSync(file, "utf8"));
    const after = changedAttributes(before ?? "", install);
    if (after === "") {
      rmSync(file, { force: true });
    } else if (after !== before) {
      writeFileSync(file, after);
    }
  } catch (error) {
    throw ioError(file, error);
  }
}

function changedAttributes(before: string, install: boolean): string {
  const lines = before.split(/(?<=\n)/);
  const isOurs = (line: string) => line.trim() === attributes;
  if (!install) {
    return lines.filter((line) => !isOurs(line)).join("");
  }
  const end = before.includes("\r\n") ? "\r\n" : "\n";
  const gap = before === "" || before.endsWith("\n") ? "" : end;
  return lines.some(isOurs) ? before : `${before}${gap}${attributes}${end}`;
}

/**
 * git may run where the PATH of integrated terminals is not known, so it gets this very program; when that is gone one
 * day, after an update, what is on the PATH.
 */
function driverCommand({ node, script }: DriverProgram): string {
  const quoted = (path: string) => quoteForPosix(path).replaceAll("%", "%%");
  const electron = process.versions["electron"] === undefined ? "" : "ELECTRON_RUN_AS_NODE=1 ";
  const rest = "merge-driver %O %A %B %P";
  return `if [ -f ${quoted(script)} ]; then ${electron}${quoted(node)} ${quoted(script)} ${rest}; else lockstep ${rest}; fi`;
}

async function configure(folder: string, args: readonly string[]): Promise<void> {
  const { status, stderr } = await git(folder, ["config", "--local", ...args]);
  if (status !== 0) {
    throw new LockstepError("IO", "git did not take its configuration: {0}", [stderr.trim()]);
  }
}
