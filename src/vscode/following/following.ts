import { setTimeout as delay } from "node:timers/promises";
import type * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../../core/events";
import type { Log } from "../../core/log";
import type { BookmarkSettings } from "../bookmark-settings";
import type { BookmarkListing } from "../models/bookmarks-source";
import type { FolderSnapshots } from "../models/folder-snapshots";
import type { OpenFolder, WorkspaceFolders } from "../workspace-folders";
import { BookmarkIndex } from "./bookmark-index";
import { DiskFollower } from "./disk-follower";
import { OpenDocuments } from "./open-documents";
import { RenamedFiles } from "./renamed-files";

export interface FollowingParts {
  readonly folders: WorkspaceFolders;
  readonly bookmarks: FolderSnapshots<BookmarkListing>;
  readonly settings: BookmarkSettings;
  readonly log: Log;
}

/** Milliseconds. */
const patience = 1_000;

/** Keeps bookmarks on their lines, whoever changes the files: this window, another one, git or any program. */
export class Following implements Disposable {
  private readonly owned = new DisposableStore();
  private readonly followed = new Map<OpenFolder, DiskFollower>();

  readonly index: BookmarkIndex;
  readonly documents: OpenDocuments;

  constructor({ folders, bookmarks, settings, log }: FollowingParts) {
    const current = () => bookmarks.current();
    const index = new BookmarkIndex(bookmarks);
    this.index = index;
    const common = { folders, index, current, log };
    this.documents = this.owned.add(
      new OpenDocuments({
        ...common,
        onDidChangeRecords: bookmarks.onDidChange,
        closed: ({ folder, path }) => void this.check(folder, [path], true),
      }),
    );
    const ofFolder = {
      ...{ index, current, log },
      mayAskGit: () => settings.detectRenames,
      changed: (uri: vscode.Uri, isNew: boolean) => {
        for (const { folder, path } of folders.locateAll(uri)) {
          this.followed.get(folder)?.onChange(path, isNew);
        }
      },
    };
    const followed = folders.withGlobal;
    this.owned.add(followed.follow((folder) => this.follow(folder, new DiskFollower({ ...ofFolder, folder }))));
    const flush = () => this.flush();
    this.owned.add(
      new RenamedFiles({ ...common, flush, check: (folder, paths, again) => this.check(folder, paths, again) }),
    );
  }

  /**
   * Looks whether the bookmarks of files that nobody has open are still on their lines, in the background and at most once
   * for each version of a file. Resolves when that is known. With `again`, whether or not the files have changed.
   */
  async check(folder: OpenFolder, paths: Iterable<string>, again?: boolean): Promise<void> {
    await this.followed.get(folder)?.check(paths, again);
  }

  /** Resolves when everybody can know where the bookmarks of a file, or of all that are open, are. */
  flush(uri?: vscode.Uri): Promise<void> {
    return this.documents.flush(uri);
  }

  /** What a command that is about lines waits for, but no longer than a person would. */
  async catchUp(uri?: vscode.Uri): Promise<void> {
    await Promise.race([this.flush(uri), delay(patience, undefined, { ref: false })]);
  }

  /** Tells what there is to tell, and lets go of all files: before the folders close. */
  end(): Promise<void> {
    return this.documents.end();
  }

  dispose(): void {
    this.owned.dispose();
  }

  private follow(folder: OpenFolder, followed: DiskFollower): Disposable {
    this.followed.set(folder, followed);
    return {
      dispose: () => {
        this.followed.delete(folder);
        followed.dispose();
      },
    };
  }
}
