import { lstatSync } from "node:fs";
import { join } from "node:path";
import { ignoring, LockstepError } from "../errors";
import { git } from "../git/git";
import { quoteForPosix } from "../posix-words";
import { LockedTextFile, type LockedTextFileParts } from "./locked-text-file";

/** The `lockstep` command as git has to call it. */
export interface DriverProgram {
  /** A Node, or VS Code as one. */
  readonly node: string;
  readonly script: string;
}

const attributes = ".lockstep/**/*.json merge=lockstep";

/**
 * Has git merge the documents of a workspace folder with Lockstep: a line in .gitattributes, which people commit, and two
 * in the configuration of this repository.
 */
export class MergeDriver {
  private readonly attributesFile: LockedTextFile;

  constructor(
    private readonly folder: string,
    parts: LockedTextFileParts,
  ) {
    const path = join(folder, ".gitattributes");
    this.attributesFile = new LockedTextFile(parts, path, path, () => refuseLink(path));
  }

  /**
   * Resolves with the path of .gitattributes.
   *
   * @throws {LockstepError} `PRECONDITION` where there is no repository; `SYMLINK`, `IO`, `LOCK_TIMEOUT`
   */
  async install(program: DriverProgram): Promise<string> {
    await checkIsRepository(this.folder);
    await this.attributesFile.change(withOurLine, async () => {
      await configure(this.folder, ["merge.lockstep.name", "Lockstep documents"]);
      await configure(this.folder, ["merge.lockstep.driver", driverCommand(program)]);
    });
    return this.attributesFile.path;
  }

  /** Takes it back. A file that held only our line goes. @throws as {@link install} */
  async uninstall(): Promise<string> {
    await checkIsRepository(this.folder);
    await this.attributesFile.change(withoutOurLine, async () => {
      if ((await git(this.folder, ["config", "--local", "--get-regexp", "^merge\\.lockstep\\."])).status === 0) {
        await configure(this.folder, ["--remove-section", "merge.lockstep"]);
      }
    });
    return this.attributesFile.path;
  }
}

async function checkIsRepository(folder: string): Promise<void> {
  if ((await git(folder, ["rev-parse", "--is-inside-work-tree"])).stdout.trim() !== "true") {
    throw new LockstepError("PRECONDITION", "{0} is not in a git repository.", [folder]);
  }
}

function refuseLink(file: string): void {
  if (ignoring(["ENOENT"], () => lstatSync(file))?.isSymbolicLink()) {
    throw new LockstepError("SYMLINK", "{0} is a symbolic link, which git does not follow. Nothing was changed.", [
      file,
    ]);
  }
}

/** Other lines stay as they are, down to their line ends. */
function withOurLine(text: string | undefined): string {
  const before = text ?? "";
  const end = before.includes("\r\n") ? "\r\n" : "\n";
  const gap = before === "" || before.endsWith("\n") ? "" : end;
  return linesOf(before).some(isOurs) ? before : `${before}${gap}${attributes}${end}`;
}

function withoutOurLine(text: string | undefined): string | undefined {
  const others = linesOf(text ?? "").filter((line) => !isOurs(line));
  return others.join("") || undefined;
}

/** With their ends. */
function linesOf(text: string): readonly string[] {
  return text.split(/(?<=\n)/);
}

function isOurs(line: string): boolean {
  return line.trim() === attributes;
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
