import type { GitCommand } from "./git-command";

/** A file that is another one in the working tree than in a commit. Paths are relative to the folder of the question. */
export interface Difference {
  readonly path: string;
  /** `A`dded, `D`eleted, `M`odified, `T`ype changed, `U`nmerged, `R`enamed. */
  readonly status: string;
  /** Where a renamed one was. */
  readonly from: string | undefined;
  /** What git calls the content in the commit; undefined where the commit has no such file. */
  readonly idBefore: string | undefined;
  /** Whether it is the same kind of file, executable or not. */
  readonly isSameMode: boolean;
  /** Lines; undefined for what is not text. */
  readonly added: number | undefined;
  readonly removed: number | undefined;
}

/**
 * Submodules count with the commit that they are at, so that git runs nothing inside of them. More than 400 renamed
 * files are only told by equal contents. Without the option, diff would write the index, whatever GIT_OPTIONAL_LOCKS says;
 * with it, files that only have another time are told, too.
 */
const leavingTheIndex = ["-c", "diff.autoRefreshIndex=false"];
const question = ["diff", "--raw", "--numstat", "-z", "--no-abbrev", "-M", "-l400", "--relative"];
const plain = ["--ignore-submodules=dirty", "--no-ext-diff", "--no-textconv", "--no-color"];

/** The tracked files that are not as `commit` has them: staged, not staged, or committed since. */
export async function differencesFrom(git: GitCommand, commit: string): Promise<readonly Difference[] | undefined> {
  const output = await git.ask(...leavingTheIndex, ...question, ...plain, commit, "--", ".");
  return output === undefined ? undefined : parseDifferences(output);
}

/** The files that git does not track and was not told to ignore; a repository within ends with `/`. */
export async function untrackedFiles(git: GitCommand): Promise<readonly string[] | undefined> {
  const output = await git.ask("ls-files", "--others", "--exclude-standard", "-z", "--", ".");
  return output?.split("\0").filter((path) => path !== "");
}

/** What `git diff --raw --numstat -z` prints: all files with their ids, then those with another content and their counts. */
export function parseDifferences(output: string): readonly Difference[] {
  const parts = output.split("\0");
  const found = new Map<string, Difference>();
  const counted = new Set<string>();
  let next = 0;
  const take = () => parts[next++] ?? "";
  while (parts[next]?.startsWith(":")) {
    const difference = differenceOf(take(), take);
    found.set(difference.path, difference);
  }
  while (next < parts.length - 1) {
    const [added = "", removed = "", name = ""] = split(take());
    const path = (name === "" ? [take(), take()][1] : name) ?? "";
    counted.add(path);
    const difference = found.get(path);
    if (difference !== undefined) {
      found.set(path, { ...difference, added: lines(added), removed: lines(removed) });
    }
  }
  const isSame = ({ path, status, isSameMode }: Difference) => status === "M" && isSameMode && !counted.has(path);
  return [...found.values()].filter((difference) => !isSame(difference));
}

/** `:<mode> <mode> <id> <id> <status>`, and its one or two paths behind it. */
function differenceOf(meta: string, take: () => string): Difference {
  const [modeBefore, mode, idBefore = "", , status = ""] = meta.slice(1).split(" ");
  const from = status.startsWith("R") ? take() : undefined;
  return {
    path: take(),
    status: status.charAt(0),
    from,
    idBefore: /^0+$/.test(idBefore) ? undefined : idBefore,
    isSameMode: modeBefore === mode,
    added: undefined,
    removed: undefined,
  };
}

/** The name comes last and may hold what parts the counts. */
function split(line: string): readonly string[] {
  return /^([^\t]*)\t([^\t]*)\t([\s\S]*)$/.exec(line)?.slice(1) ?? [];
}

/** `-` is what it says of a file that is not text. */
function lines(count: string): number | undefined {
  return /^\d+$/.test(count) ? Number(count) : undefined;
}
