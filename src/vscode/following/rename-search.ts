import { basename, dirname } from "node:path/posix";
import * as vscode from "vscode";
import { onLines } from "../../core/bookmarks/bookmark-place";
import type { PathMove } from "../../core/bookmarks/following";
import { renamedByContent } from "../../core/bookmarks/renamed-by-content";
import { LockstepError } from "../../core/errors";
import { GitCommand } from "../../core/git/git-command";
import { renamesInGit } from "../../core/git/git-renames";
import type { OpenFolder } from "../workspace-folders";
import type { BookmarkIndex } from "./bookmark-index";
import type { RecentFiles } from "./recent-files";

export interface RenameSearchParts {
  readonly folder: OpenFolder;
  readonly index: BookmarkIndex;
  readonly recent: RecentFiles;
  /** Whether the user wants git to be asked. */
  readonly mayAskGit: () => boolean;
}

/** So many new files are read to find one that is missed. */
const mostCandidates = 30;

/**
 * Where files with bookmarks went that were renamed outside this window: what git says, in folders that the user trusts,
 * else the file that came when the other one went and has the bookmarked lines.
 */
export class RenameSearch {
  constructor(private readonly parts: RenameSearchParts) {}

  async find(missing: readonly string[]): Promise<readonly PathMove[]> {
    const byGit = await this.askGit(missing);
    const moves: PathMove[] = [...byGit].map(([from, to]) => ({ from, to }));
    for (const from of missing.filter((path) => !byGit.has(path))) {
      const to = await this.compareContent(from);
      if (to !== undefined) {
        moves.push({ from, to });
      }
    }
    return moves;
  }

  private async askGit(missing: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (!vscode.workspace.isTrusted || !this.parts.mayAskGit()) {
      return new Map();
    }
    const { files, state } = this.parts.folder;
    const git = new GitCommand(files.fsPath);
    return await renamesInGit(git, missing, async (path) => (await state.lookAtSource(path))?.kind === "file");
  }

  private async compareContent(missing: string): Promise<string | undefined> {
    const { folder, index } = this.parts;
    const candidates = await Promise.all(this.candidatesFor(missing).map((path) => this.read(path)));
    return renamedByContent(
      onLines(index.of(folder, missing)),
      candidates.filter((candidate) => candidate !== undefined),
    );
  }

  /**
   * A file of a folder that came is there under the name that it had. What has bookmarks already was there beside the one
   * that is missing, however much it looks like it.
   */
  private candidatesFor(missing: string): readonly string[] {
    const all = this.parts.recent.all.filter((path) => path !== missing);
    const inside = all.flatMap((folder) => parentsOf(missing).map((parent) => folder + missing.slice(parent.length)));
    const isAlike = (path: string) => basename(path) === basename(missing) || dirname(path) === dirname(missing);
    const ordered = [...all.filter(isAlike), ...inside, ...all.filter((path) => !isAlike(path))];
    const { folder, index } = this.parts;
    const isFree = (path: string) => onLines(index.of(folder, path)).length === 0;
    return [...new Set(ordered)].filter(isFree).slice(0, mostCandidates);
  }

  private async read(path: string) {
    const { state } = this.parts.folder;
    try {
      const isFile = (await state.lookAtSource(path))?.kind === "file";
      return isFile ? { path, lines: await state.readSource(path) } : undefined;
    } catch (error) {
      if (error instanceof LockstepError) {
        return undefined; // not text, or gone again
      }
      throw error;
    }
  }
}

function parentsOf(path: string): readonly string[] {
  const parent = dirname(path);
  return parent === "." ? [] : [parent, ...parentsOf(parent)];
}
