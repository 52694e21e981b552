import * as vscode from "vscode";
import { type Disposable, DisposableStore, Emitter, type Event } from "../core/events";
import { BranchWatch } from "../core/storage/branch-watch";
import type { BookmarkSettings } from "./bookmark-settings";

/** The git branch of a folder. */
export interface FolderBranch extends Disposable {
  /** The one that is checked out now; undefined where there is none. */
  readonly current: string | undefined;
  /** To which bookmarks belong that are set now, and off which others hide; undefined while the user has that off. */
  readonly scope: string | undefined;
  /** The scope is another one. */
  readonly onDidChange: Event<void>;
}

/** Of what is in no repository. */
export const noBranch: FolderBranch = {
  current: undefined,
  scope: undefined,
  onDidChange: () => ({ dispose: () => {} }),
  dispose: () => {},
};

/** Watches HEAD while the user has the scope on, and looks again when the window gets the focus. */
export class ScopedBranch implements FolderBranch {
  private readonly owned = new DisposableStore();
  private readonly changed = new Emitter<void>();
  private watch: BranchWatch | undefined;

  readonly onDidChange: Event<void> = this.changed.event;

  constructor(
    private readonly folder: string,
    private readonly settings: Pick<BookmarkSettings, "branchScope" | "onDidChange">,
  ) {
    this.owned.add(this.changed);
    this.owned.add({ dispose: () => this.watch?.dispose() });
    this.owned.add(settings.onDidChange(() => this.obey()));
    this.owned.add(vscode.window.onDidChangeWindowState(({ focused }) => focused && this.watch?.look()));
    this.obey();
  }

  get current(): string | undefined {
    if (this.watch !== undefined) {
      this.watch.look();
      return this.watch.branch;
    }
    const once = new BranchWatch(this.folder);
    once.dispose();
    return once.branch;
  }

  get scope(): string | undefined {
    return this.watch?.branch;
  }

  dispose(): void {
    this.owned.dispose();
  }

  private obey(): void {
    const before = this.scope;
    if (!this.settings.branchScope) {
      this.watch?.dispose();
      this.watch = undefined;
    } else if (this.watch === undefined) {
      this.watch = new BranchWatch(this.folder);
      this.watch.onDidChange(() => this.changed.fire());
    }
    if (this.scope !== before) {
      this.changed.fire();
    }
  }
}
