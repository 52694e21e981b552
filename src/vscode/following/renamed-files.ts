import * as vscode from "vscode";
import type { Bookmark } from "../../core/bookmarks/bookmark";
import { type Disposable, DisposableStore } from "../../core/events";
import type { Log } from "../../core/log";
import type { FileInFolder, OpenFolder, WorkspaceFolders } from "../workspace-folders";
import type { BookmarkIndex } from "./bookmark-index";

export interface RenamedFilesParts {
  readonly folders: Pick<WorkspaceFolders, "locate" | "locateAll" | "locateGlobally">;
  readonly index: Pick<BookmarkIndex, "pathsIn">;
  readonly current: () => Promise<unknown>;
  readonly flush: () => Promise<void>;
  readonly check: (folder: OpenFolder, paths: Iterable<string>, again?: boolean) => Promise<void>;
  readonly log: Log;
}

interface Move {
  readonly from: FileInFolder;
  readonly to: FileInFolder | undefined;
}

/** Takes bookmarks along when files and folders are renamed, moved or deleted in this window. */
export class RenamedFiles implements Disposable {
  private readonly owned = new DisposableStore();
  private work: Promise<void> = Promise.resolve();

  constructor(private readonly parts: RenamedFilesParts) {
    this.owned.add(vscode.workspace.onDidRenameFiles(({ files }) => this.afterwards(() => this.renamed(files))));
    this.owned.add(vscode.workspace.onDidDeleteFiles(({ files }) => this.afterwards(() => this.changed(files))));
    this.owned.add(vscode.workspace.onDidCreateFiles(({ files }) => this.afterwards(() => this.changed(files))));
  }

  dispose(): void {
    this.owned.dispose();
  }

  private afterwards(work: () => Promise<void>): void {
    this.work = this.work.then(work).catch((error: unknown) => {
      this.parts.log.warn(`Bookmarks could not go along with their files: ${String(error)}`);
    });
  }

  private async renamed(files: readonly { readonly oldUri: vscode.Uri; readonly newUri: vscode.Uri }[]): Promise<void> {
    const { folders, index } = this.parts;
    await this.parts.flush();
    await this.parts.current();
    const moves = files.flatMap(({ oldUri, newUri }): readonly Move[] => {
      const places = folders.locateAll(oldUri).filter(({ folder, path }) => index.pathsIn(folder, path).length > 0);
      const target = (global: boolean) => (global ? folders.locateGlobally(newUri) : folders.locate(newUri));
      return places.map((from) => ({ from, to: target(from.folder.isGlobal) }));
    });
    for (const folder of new Set(moves.map(({ from }) => from.folder))) {
      await this.move(
        folder,
        moves.filter(({ from }) => from.folder === folder),
      );
    }
  }

  private async move(folder: OpenFolder, moves: readonly Move[]): Promise<void> {
    const within = moves.flatMap(({ from, to }) => (to?.folder === folder ? [{ from: from.path, to: to.path }] : []));
    if (within.length > 0) {
      await folder.state.bookmarks.movePaths(within);
    }
    for (const { from, to } of moves) {
      if (to === undefined) {
        await this.parts.check(folder, this.parts.index.pathsIn(folder, from.path), true);
      } else if (to.folder !== folder) {
        await transfer(from, to);
      }
    }
  }

  /** Deleted files leave orphans, and files that are back bring them back. */
  private async changed(uris: readonly vscode.Uri[]): Promise<void> {
    for (const { folder, path } of uris.flatMap((uri) => this.parts.folders.locateAll(uri))) {
      const paths = this.parts.index.pathsIn(folder, path);
      if (paths.length > 0) {
        await this.parts.check(folder, paths, true);
      }
    }
  }
}

/** From one folder's document to another's. Whoever is interrupted leaves bookmarks in both rather than in none. */
async function transfer(from: FileInFolder, to: FileInFolder): Promise<void> {
  const leaving = (await from.folder.state.bookmarks.list()).filter(({ path }) => isIn(path, from.path));
  if (leaving.length > 0) {
    const moved = leaving.map((one): Bookmark => ({ ...one, path: to.path + one.path.slice(from.path.length) }));
    await to.folder.state.bookmarks.restore(moved);
    await from.folder.state.bookmarks.remove(leaving.map(({ id }) => id));
  }
}

/** The files of `src` are not those of `src2`. */
function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
