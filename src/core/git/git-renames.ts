import type { GitCommand } from "./git-command";

/** What the working tree is compared with: what is committed, and where the branch was before the last few moves. */
const bases = ["HEAD", "HEAD@{1}", "HEAD@{2}", "HEAD@{3}"];
/** So many files are looked for in the whole history, and so often each when it was renamed again. */
const most = { files: 20, renames: 3 };

/**
 * Where files went that are no longer there, as far as git can tell: renamed and not yet committed, by a checkout or a
 * pull, or in some commit that the branch has. Paths are relative to the folder of `git`.
 */
export async function renamesInGit(
  git: GitCommand,
  missing: readonly string[],
  exists: (path: string) => Promise<boolean>,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const base of bases) {
    const left = missing.filter((path) => !found.has(path));
    if (left.length === 0) {
      return found;
    }
    const renames = await renamesBetween(git, base);
    for (const path of left) {
      const target = renames.get(path);
      if (target !== undefined && (await exists(target))) {
        found.set(path, target);
      }
    }
  }
  for (const path of missing.filter((one) => !found.has(one)).slice(0, most.files)) {
    const target = await lastName(git, path, exists);
    if (target !== undefined) {
      found.set(path, target);
    }
  }
  return found;
}

async function lastName(
  git: GitCommand,
  path: string,
  exists: (path: string) => Promise<boolean>,
): Promise<string | undefined> {
  let name = path;
  for (let count = 0; count < most.renames; count++) {
    const commit = (await git.ask(...lastDeletion, "--", name))?.trim();
    const next = commit ? (await renamesBetween(git, `${commit}^`, commit)).get(name) : undefined;
    if (next === undefined || (await exists(next))) {
      return next;
    }
    name = next;
  }
  return undefined;
}

/** `[id].tsx` is the name of a file, not a pattern. */
const lastDeletion = ["--literal-pathspecs", "log", "-1", "--diff-filter=D", "--no-renames", "--format=%H"];
const diff = ["diff", "--relative", "--ignore-submodules", "--find-renames", "--name-status", "-z", "--diff-filter=R"];

/** With one revision: what became of its files in the working tree. */
async function renamesBetween(git: GitCommand, ...revisions: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const output = await git.ask(...diff, "--no-ext-diff", "--no-textconv", ...revisions, "--");
  const parts = output?.split("\0") ?? [];
  const renames = new Map<string, string>();
  for (let nth = 0; nth + 2 < parts.length; nth += 3) {
    renames.set(parts[nth + 1] ?? "", parts[nth + 2] ?? "");
  }
  return renames;
}
