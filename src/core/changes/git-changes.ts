import { GitCommand } from "../git/git-command";
import { type Difference, differencesFrom, untrackedFiles } from "../git/git-differences";
import { unfilteredGit } from "../git/unfiltered-git";
import { someAtOnce } from "../some-at-once";
import { gitFolderOf } from "../storage/git-branch";
import { type IdFormat, WorkingFiles } from "../storage/working-files";
import type { Comparison, FoundChanges } from "./comparison";
import { DirtyFiles } from "./dirty-files";
import { type Moved, withRenames } from "./paired-renames";
import type { FileChange } from "./run-changes";

/** What git calls a commit without a file. */
const emptyTrees: Record<IdFormat, string> = {
  sha1: "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
  sha256: "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
};
/** So many new files are read to find out whether they are old ones with a new name. */
const mostNewFiles = 500;
/** And of so many bytes each. */
const largestNewFile = 16 * 1024 * 1024;
/** So many files are asked about at once. */
const atOnce = 32;

interface Base {
  /** The commit that was checked out when the run began. */
  readonly commit: string;
  readonly format: IdFormat;
}

/**
 * What changed in a folder of a git repository. The working tree at the end is compared with the commit that was checked
 * out at the beginning, which tells what was changed, staged and committed at once; of files that were not as in that
 * commit then, the contents are compared. What git ignores does not count.
 */
export class GitChanges implements Comparison {
  private readonly startedAt = Date.now();

  private constructor(
    private readonly git: GitCommand,
    private readonly base: Base,
    private readonly files: WorkingFiles,
    private readonly dirty: DirtyFiles,
  ) {}

  /** Undefined where git can't tell: there is none, no repository, or the repository ignores the folder. */
  static async begin(folder: string): Promise<GitChanges | undefined> {
    if (gitFolderOf(folder) === undefined) {
      return undefined;
    }
    const asking = new GitCommand(folder);
    const [git, base, ignored] = await Promise.all([
      unfilteredGit(folder),
      baseOf(asking),
      asking.ask("check-ignore", "-q", "."),
    ]);
    if (git === undefined || base === undefined || ignored !== undefined) {
      return undefined;
    }
    const files = new WorkingFiles(folder);
    const seen = await look(git, base);
    return seen && new GitChanges(git, base, files, await DirtyFiles.remember(files, seen.paths, base.format));
  }

  async end(): Promise<FoundChanges> {
    const seen = await look(this.git, this.base);
    const paths = [...new Set([...this.dirty.paths, ...(seen?.paths ?? [])])];
    const found = await someAtOnce(paths, atOnce, (path) => this.changeOf(path, seen));
    const changes = found.filter((change) => change !== undefined);
    const differences = [...(seen?.differences.values() ?? [])];
    const known = new Map(differences.flatMap(({ path, from }) => (from === undefined ? [] : [[path, from] as const])));
    const gone = changes.filter(({ change }) => change === "deleted").map(({ path }) => this.goneFile(path, seen));
    const made = await this.newFiles(changes, gone);
    return { files: withRenames(changes, { gone, made, known }), incomplete: seen === undefined };
  }

  private async changeOf(path: string, seen: Seen | undefined): Promise<FileChange | undefined> {
    if (this.dirty.has(path)) {
      const change = await this.dirty.changeOf(path);
      return change && { path: named(path), change };
    }
    const difference = seen?.differences.get(path);
    const change = difference === undefined ? await this.newFile(path, seen) : await this.changeSince(path, difference);
    return change && { path: named(path), change, ...linesOf(difference) };
  }

  /** A file that was ignored until the rules changed is not new; one that is gone again is none. */
  private async newFile(path: string, seen: Seen | undefined): Promise<"created" | undefined> {
    const file = await this.files.look(path);
    const isOld = seen?.hasRules === true && file !== undefined && file.touchedAt < this.startedAt;
    return isOld || (file === undefined && !isGarbled(path)) ? undefined : "created";
  }

  private async changeSince(path: string, difference: Difference): Promise<FileChange["change"] | undefined> {
    const { idBefore, status } = difference;
    const file = await this.files.look(path);
    if (idBefore === undefined) {
      return file === undefined && !isGarbled(path) ? undefined : "created";
    }
    if (file === undefined) {
      return status === "D" || !isGarbled(path) ? "deleted" : "modified";
    }
    const isSame = isDoubtful(difference) && (await this.files.contentId(path, file, this.base.format)) === idBefore;
    return isSame ? undefined : "modified";
  }

  private goneFile(path: string, seen: Seen | undefined): Moved {
    return { path, content: this.dirty.contentBefore(path) ?? seen?.differences.get(path)?.idBefore };
  }

  private async newFiles(changes: readonly FileChange[], gone: readonly Moved[]): Promise<readonly Moved[]> {
    const made = changes.filter(({ change }) => change === "created").map(({ path }) => path);
    const isWanted = gone.some(({ content }) => content !== undefined);
    const read = new Set(isWanted ? made.slice(0, mostNewFiles) : []);
    return await someAtOnce(made, atOnce, async (path) => ({
      path,
      content: read.has(path) ? await this.contentOf(path) : undefined,
    }));
  }

  /** Many files are empty, and none is another one for that. */
  private async contentOf(path: string): Promise<string | undefined> {
    const file = await this.files.look(path);
    return file === undefined || file.size === 0 || file.size > largestNewFile
      ? undefined
      : await this.files.contentId(path, file, this.base.format);
  }
}

/**
 * Of a file that it no longer tracks git does not say whether it is still there and the same, nor of one that is not text
 * and has another time.
 */
function isDoubtful({ status, isSameMode, added }: Difference): boolean {
  return status === "D" || (status === "M" && isSameMode && added === undefined);
}

/** Its name is not UTF-8, so nobody here can look at it: git's word counts. */
function isGarbled(path: string): boolean {
  return path.includes("\u{fffd}");
}

interface Seen {
  readonly differences: ReadonlyMap<string, Difference>;
  /** All that is not as in the commit, tracked or not. */
  readonly paths: readonly string[];
  /** Whether rules of what is ignored are among it. */
  readonly hasRules: boolean;
}

async function baseOf(git: GitCommand): Promise<Base | undefined> {
  const commit = (await git.ask("rev-parse", "-q", "--verify", "HEAD^{commit}"))?.trim();
  if (commit !== undefined) {
    return { commit, format: commit.length === 64 ? "sha256" : "sha1" };
  }
  const format = (await git.ask("rev-parse", "--show-object-format"))?.trim();
  return format === "sha1" || format === "sha256" ? { commit: emptyTrees[format], format } : undefined;
}

async function look(git: GitCommand, { commit }: Base): Promise<Seen | undefined> {
  const [differences, untracked] = await Promise.all([differencesFrom(git, commit), untrackedFiles(git)]);
  if (differences === undefined || untracked === undefined) {
    return undefined;
  }
  const tracked = differences.flatMap(({ path, from }) => (from === undefined ? [path] : [from, path]));
  const paths = [...new Set([...tracked, ...untracked])].filter((path) => !isOurs(path));
  return {
    differences: new Map(differences.flatMap(bothEnds)),
    paths,
    hasRules: paths.some((path) => path === ".gitignore" || path.endsWith("/.gitignore")),
  };
}

/** Under both of its names: a renamed file is one that is gone and one that is new, until it is known which is which. */
function bothEnds(difference: Difference): readonly (readonly [string, Difference])[] {
  const { path, from } = difference;
  if (from === undefined) {
    return [[path, difference]];
  }
  const lost: Difference = {
    ...difference,
    path: from,
    from: undefined,
    status: "D",
    added: undefined,
    removed: undefined,
  };
  return [
    [from, lost],
    [path, { ...difference, idBefore: undefined }],
  ];
}

function isOurs(path: string): boolean {
  return path.split("/").includes(".lockstep");
}

/** A repository within ends with a slash. */
function named(path: string): string {
  return path.endsWith("/") ? path.slice(0, -1) : path;
}

function linesOf(difference: Difference | undefined): Pick<FileChange, "added" | "removed"> {
  const { added, removed } = difference ?? {};
  return { ...(added === undefined ? {} : { added }), ...(removed === undefined ? {} : { removed }) };
}
