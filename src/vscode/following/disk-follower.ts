import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../../core/events";
import type { Log } from "../../core/log";
import type { OpenFolder } from "../workspace-folders";
import type { BookmarkIndex } from "./bookmark-index";
import { ClosedFiles } from "./closed-files";
import { RecentFiles } from "./recent-files";
import { RenameSearch } from "./rename-search";

export interface DiskFollowerParts {
  readonly folder: OpenFolder;
  readonly index: BookmarkIndex;
  readonly current: () => Promise<unknown>;
  /** Something changed on the disk, in this folder or in one that is within it. */
  readonly changed: (uri: vscode.Uri, isNew: boolean) => void;
  readonly mayAskGit: () => boolean;
  readonly log: Log;
}

/** Milliseconds: what replaces a file often takes it away first, and a checkout takes its time. */
const settled = 400;

/** Follows the files of one folder as they change on the disk. */
export class DiskFollower implements Disposable {
  private readonly owned = new DisposableStore();
  private readonly recent = new RecentFiles();
  private readonly files: ClosedFiles;
  private readonly changed = new Set<string>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly parts: DiskFollowerParts) {
    const search = new RenameSearch({ ...parts, recent: this.recent });
    this.files = new ClosedFiles({ ...parts, findRenamed: (paths) => search.find(paths) });
    if (!parts.folder.isGlobal) {
      this.watch();
    }
  }

  /** See {@link ClosedFiles.check}. */
  check(paths: Iterable<string>, again?: boolean): Promise<void> {
    return this.files.check(paths, again);
  }

  /** A file or folder changed on the disk. */
  onChange(path: string, isNew: boolean): void {
    if (/(?:^|\/)\.(?:lockstep|git)(?:\/|$)/.test(path)) {
      return;
    }
    const changed = [...this.parts.index.pathsIn(this.parts.folder, path)];
    if (isNew) {
      this.recent.add(path);
      changed.push(...this.files.missedLately);
    }
    for (const one of changed) {
      this.changed.add(one);
    }
    if (changed.length > 0) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.checkChanged(), settled);
    }
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.owned.dispose();
    this.files.dispose();
  }

  private watch(): void {
    const pattern = new vscode.RelativePattern(this.parts.folder.files, "**/*");
    const watcher = this.owned.add(vscode.workspace.createFileSystemWatcher(pattern));
    this.owned.add(watcher.onDidChange((uri) => this.parts.changed(uri, false)));
    this.owned.add(watcher.onDidDelete((uri) => this.parts.changed(uri, false)));
    this.owned.add(watcher.onDidCreate((uri) => this.parts.changed(uri, true)));
  }

  private checkChanged(): void {
    const paths = [...this.changed];
    this.changed.clear();
    void this.check(paths, true);
  }
}
