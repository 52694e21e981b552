import { isAbsolute, parse, relative, sep } from "node:path";
import * as vscode from "vscode";
import type { Container } from "../container";
import { BookmarkHistory } from "../core/bookmarks/bookmark-history";
import { type Disposable, DisposableStore, type Event } from "../core/events";
import type { Log } from "../core/log";
import type { StateFolder } from "../core/state-folder";
import { type FolderBranch, noBranch } from "./branches";
import { type FolderSet, FollowedFolders, type Follower } from "./followed-folders";

/** A folder whose state this window shows: a workspace folder, or the global one. */
export interface OpenFolder {
  /** The same for as long as the folder stays open. */
  readonly id: string;
  readonly name: string;
  readonly state: StateFolder;
  readonly stateUri: vscode.Uri;
  /** What the paths of its bookmarks are relative to. */
  readonly files: vscode.Uri;
  /** Whether it belongs to no workspace: its bookmarks show in every window. */
  readonly isGlobal: boolean;
  readonly branch: FolderBranch;
}

export interface FileInFolder {
  readonly folder: OpenFolder;
  /** Relative to the folder, with `/`. */
  readonly path: string;
}

type Place = Pick<OpenFolder, "name" | "stateUri" | "files" | "isGlobal">;

/**
 * One state folder per workspace folder, following the workspace as it changes. Two windows on one folder share nothing
 * but its files. Folders that are not on a disk have no state. The global folder is open for its bookmarks only, so
 * that a window writes nothing there unasked; for everything else while no other one is open.
 */
export class WorkspaceFolders implements FolderSet {
  private readonly own = new FollowedFolders();
  private readonly everything = new FollowedFolders();
  private readonly listening: Disposable;
  private container: Container;
  private changes: Promise<void> = Promise.resolve();
  private isReopenDue = false;

  readonly onDidChange: Event<void> = this.own.onDidChange;
  /** What this window can undo, in all of its folders: one for as long as the window is open. */
  readonly bookmarkHistory = new BookmarkHistory();

  constructor(
    private readonly compose: (bookmarkHistory: BookmarkHistory) => Container,
    private readonly globalState: vscode.Uri,
    private readonly branchOf: (folder: vscode.Uri) => FolderBranch,
    private readonly log: Log,
  ) {
    this.container = compose(this.bookmarkHistory);
    this.listening = vscode.workspace.onDidChangeWorkspaceFolders(() => void this.sync());
  }

  /** The workspace folders; the global one where there are none. */
  get all(): readonly OpenFolder[] {
    return this.own.all;
  }

  /** Those whose bookmarks show: the workspace folders, and behind them the global one. */
  get withGlobal(): FolderSet {
    return this.everything;
  }

  /** Where bookmarks live that show in every window. Undefined until it is open. */
  get global(): OpenFolder | undefined {
    return this.everything.all.find(({ isGlobal }) => isGlobal);
  }

  /** By which other writers know this window. */
  get writerId(): string {
    return this.container.writerId;
  }

  /** What locks and documents went through since the present container was made. */
  get counters(): Container["counters"] {
    return this.container.counters;
  }

  /** Opens what is in the workspace now and closes what no longer is. */
  sync(): Promise<void> {
    return this.afterwards(() => this.openExactly(this.places()));
  }

  /**
   * Closes everything and opens it with a new container, after a setting that containers are made with changed. Closing ends
   * what runs here, so it waits until nothing does.
   */
  async reopen(): Promise<void> {
    const isWaiting = this.isReopenDue;
    this.isReopenDue = true;
    while (this.isReopenDue && !isWaiting) {
      await this.untilNothingRuns();
      await this.afterwards(() => (this.isReopenDue && this.busy === undefined ? this.reopenNow() : Promise.resolve()));
    }
  }

  /** Calls `follower` for every one of {@link all} that is open or will be. */
  follow(follower: Follower): Disposable {
    return this.own.follow(follower);
  }

  /** Where a file belongs, in the innermost folder that holds it; undefined for what is in none, or not a file. */
  locate(uri: vscode.Uri): FileInFolder | undefined {
    if (uri.scheme !== "file") {
      return undefined;
    }
    const found = this.own.all.flatMap((folder) => {
      const path = pathInside(folder.files, uri);
      return path === undefined ? [] : [{ folder, path }];
    });
    return found.sort((left, right) => left.path.length - right.path.length)[0];
  }

  /** The place of a file in the global folder; undefined for what is not a file, or is on another drive. */
  locateGlobally(uri: vscode.Uri): FileInFolder | undefined {
    const { global } = this;
    const path = global === undefined || uri.scheme !== "file" ? undefined : pathInside(global.files, uri);
    return global === undefined || path === undefined ? undefined : { folder: global, path };
  }

  /** Everywhere that bookmarks of a file may be: where it belongs first, then the global folder. */
  locateAll(uri: vscode.Uri): readonly FileInFolder[] {
    const [place, global] = [this.locate(uri), this.locateGlobally(uri)];
    return [place, place?.folder.isGlobal === true ? undefined : global].filter((found) => found !== undefined);
  }

  /** Closes every folder for good; resolves when nothing of them is left running. */
  async dispose(): Promise<void> {
    this.isReopenDue = false;
    this.listening.dispose();
    await this.afterwards(() => this.openExactly([]));
    await this.container.dispose();
    this.bookmarkHistory.dispose();
    this.own.dispose();
    this.everything.dispose();
  }

  private async reopenNow(): Promise<void> {
    this.isReopenDue = false;
    await this.openExactly([]);
    await this.container.dispose();
    this.container = this.compose(this.bookmarkHistory);
    await this.openExactly(this.places());
  }

  private get busy(): OpenFolder | undefined {
    return this.everything.all.find(({ state }) => state.isBusy);
  }

  private async untilNothingRuns(): Promise<void> {
    let { busy } = this;
    while (busy !== undefined) {
      this.log.info(`What was set counts as soon as nothing runs in ${busy.name}.`);
      await nextOf(busy.state.onDidRest, this.everything.onDidChange);
      busy = this.busy;
    }
  }

  /** One after the other. What goes wrong is in the log, and nobody has to wait for it. */
  private afterwards(change: () => Promise<void>): Promise<void> {
    this.changes = this.changes.then(change).catch((error: unknown) => this.log.error(String(error)));
    return this.changes;
  }

  private places(): readonly Place[] {
    const workspaceFolders = vscode.workspace.workspaceFolders ?? [];
    const onDisk = workspaceFolders.filter(({ uri }) => uri.scheme === "file");
    for (const { name, uri } of workspaceFolders.filter(({ uri }) => uri.scheme !== "file")) {
      this.log.warn(
        `Skipped the workspace folder "${name}": ${uri.scheme} folders are not on a disk that programs share.`,
      );
    }
    return [...onDisk.map(({ name, uri }) => placeOf(name, uri)), this.globalPlace()];
  }

  private globalPlace(): Place {
    // A global bookmark's path starts at the root of the disk that holds the global storage.
    const files = vscode.Uri.file(parse(this.globalState.fsPath).root);
    return { name: vscode.l10n.t("Global"), stateUri: this.globalState, files, isGlobal: true };
  }

  private async openExactly(places: readonly Place[]): Promise<void> {
    const before = this.everything.all;
    const wanted = new Map(places.map((place) => [place.stateUri.toString(), place]));
    const folders = [...wanted].map(([id, place]) => before.find((folder) => folder.id === id) ?? this.open(id, place));
    const ofWorkspace = folders.filter(({ isGlobal }) => !isGlobal);
    this.own.become(ofWorkspace.length === 0 ? folders : ofWorkspace);
    this.everything.become(folders);
    await Promise.all(before.filter((folder) => !folders.includes(folder)).map(close));
  }

  private open(id: string, place: Place): OpenFolder {
    this.log.info(`Opened ${place.stateUri.fsPath}.`);
    const state = this.container.open({ root: place.stateUri.fsPath, files: place.files.fsPath });
    return { ...place, id, state, branch: place.isGlobal ? noBranch : this.branchOf(place.files) };
  }
}

async function close({ state, branch }: OpenFolder): Promise<void> {
  branch.dispose();
  await state.dispose();
}

/** Resolves with the first of these events. */
async function nextOf(...events: readonly Event<void>[]): Promise<void> {
  const listening = new DisposableStore();
  await new Promise<void>((resolve) => {
    for (const event of events) {
      listening.add(event(resolve));
    }
  });
  listening.dispose();
}

function placeOf(name: string, files: vscode.Uri): Place {
  return { name, stateUri: vscode.Uri.joinPath(files, ".lockstep"), files, isGlobal: false };
}

function pathInside(folder: vscode.Uri, file: vscode.Uri): string | undefined {
  const path = relative(folder.fsPath, file.fsPath);
  const isOutside = path === "" || isAbsolute(path) || path === ".." || path.startsWith(`..${sep}`);
  return isOutside ? undefined : path.split(sep).join("/");
}
