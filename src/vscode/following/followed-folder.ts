import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../../core/events";
import type { Log } from "../../core/log";
import type { OpenFolder, WorkspaceFolders } from "../workspace-folders";
import type { BookmarkIndex } from "./bookmark-index";
import { ClosedFiles } from "./closed-files";
import { RecentFiles } from "./recent-files";
import { RenameSearch } from "./rename-search";

export interface FollowedFolderParts {
  readonly folder: OpenFolder;
  readonly folders: WorkspaceFolders;
  readonly index: BookmarkIndex;
  readonly current: () => Promise<unknown>;
  readonly mayAskGit: () => boolean;
  readonly log: Log;
}

/** Milliseconds: what replaces a file often takes it away first, and a checkout takes its time. */
const settled = 400;

/** Follows the files of one folder as they change on the disk. */
export class FollowedFolder implements Disposable {
  private readonly owned = new DisposableStore();
  private readonly recent = new RecentFiles();
  private readonly files: ClosedFiles;
  private readonly changed = new Set<string>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly parts: FollowedFolderParts) {
    const search = new RenameSearch({ ...parts, recent: this.recent });
    this.files = new ClosedFiles({ ...parts, findRenamed: (paths) => search.find(paths) });
    if (vscode.workspace.getWorkspaceFolder(parts.folder.files) !== undefined) {
      this.watch();
    }
  }

  /** See {@link ClosedFiles.check}. */
  check(paths: Iterable<string>, again?: boolean): Promise<void> {
    return this.files.check(paths, again);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.owned.dispose();
  }

  private watch(): void {
    const pattern = new vscode.RelativePattern(this.parts.folder.files, "**/*");
    const watcher = this.owned.add(vscode.workspace.createFileSystemWatcher(pattern));
    this.owned.add(watcher.onDidChange((uri) => this.onChange(uri)));
    this.owned.add(watcher.onDidDelete((uri) => this.onChange(uri)));
    this.owned.add(watcher.onDidCreate((uri) => this.onChange(uri, true)));
  }

  private onChange(uri: vscode.Uri, isNew = false): void {
    const place = this.parts.folders.locate(uri);
    if (place?.folder !== this.parts.folder || /^\.(?:lockstep|git)\//.test(place.path)) {
      return;
    }
    if (isNew) {
      this.recent.add(place.path);
    }
    for (const path of this.parts.index.pathsIn(place.folder, place.path)) {
      this.changed.add(path);
    }
    if (this.changed.size > 0) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.checkChanged(), settled);
    }
  }

  private checkChanged(): void {
    const paths = [...this.changed];
    this.changed.clear();
    void this.check(paths);
  }
}
