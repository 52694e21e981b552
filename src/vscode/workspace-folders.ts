import { isAbsolute, parse, relative, sep } from "node:path";
import * as vscode from "vscode";
import type { Container } from "../container";
import { BookmarkHistory } from "../core/bookmarks/bookmark-history";
import { type Disposable, Emitter, type Event } from "../core/events";
import type { Log } from "../core/log";
import type { StateFolder } from "../core/state-folder";

/** A folder whose state this window shows: a workspace folder or, while none is open, the global one. */
export interface OpenFolder {
  /** The same for as long as the folder stays open. */
  readonly id: string;
  readonly name: string;
  readonly state: StateFolder;
  readonly stateUri: vscode.Uri;
  /** What the paths of its bookmarks are relative to. */
  readonly files: vscode.Uri;
}

export interface FileInFolder {
  readonly folder: OpenFolder;
  /** Relative to the folder, with `/`. */
  readonly path: string;
}

interface Place {
  readonly name: string;
  readonly stateUri: vscode.Uri;
  readonly files: vscode.Uri;
}

/** What follows the open folders: called for each of them, its result disposed of when that folder closes. */
type Follower = (folder: OpenFolder) => Disposable;

/**
 * One state folder per workspace folder, following the workspace as it changes. Two windows on one folder share nothing
 * but its files. Folders that are not on a disk have no state.
 */
export class WorkspaceFolders {
  private folders: readonly OpenFolder[] = [];
  private readonly followers = new Map<Follower, Map<OpenFolder, Disposable>>();
  private readonly changed = new Emitter<void>();
  private readonly listening: Disposable;
  private container: Container;
  private changes: Promise<void> = Promise.resolve();

  readonly onDidChange: Event<void> = this.changed.event;
  /** What this window can undo, in all of its folders: one for as long as the window is open. */
  readonly bookmarkHistory = new BookmarkHistory();

  constructor(
    private readonly compose: (bookmarkHistory: BookmarkHistory) => Container,
    private readonly globalState: vscode.Uri,
    private readonly log: Log,
  ) {
    this.container = compose(this.bookmarkHistory);
    this.listening = vscode.workspace.onDidChangeWorkspaceFolders(() => void this.sync());
  }

  get all(): readonly OpenFolder[] {
    return this.folders;
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

  /** Closes everything and opens it with a new container, after a setting that containers are made with changed. */
  reopen(): Promise<void> {
    return this.afterwards(async () => {
      await this.openExactly([]);
      await this.container.dispose();
      this.container = this.compose(this.bookmarkHistory);
      await this.openExactly(this.places());
    });
  }

  /** Calls `follower` for every folder that is open or will be. */
  follow(follower: Follower): Disposable {
    const held = new Map(this.folders.map((folder) => [folder, follower(folder)]));
    this.followers.set(follower, held);
    return {
      dispose: () => {
        this.followers.delete(follower);
        for (const following of held.values()) {
          following.dispose();
        }
      },
    };
  }

  /** Where a file belongs, in the innermost folder that holds it; undefined for what is in none, or not a file. */
  locate(uri: vscode.Uri): FileInFolder | undefined {
    if (uri.scheme !== "file") {
      return undefined;
    }
    const found = this.folders.flatMap((folder) => {
      const path = pathInside(folder.files, uri);
      return path === undefined ? [] : [{ folder, path }];
    });
    return found.sort((left, right) => left.path.length - right.path.length)[0];
  }

  /** Closes every folder for good; resolves when nothing of them is left running. */
  async dispose(): Promise<void> {
    this.listening.dispose();
    await this.afterwards(() => this.openExactly([]));
    await this.container.dispose();
    this.bookmarkHistory.dispose();
    this.changed.dispose();
  }

  private afterwards(change: () => Promise<void>): Promise<void> {
    const next = this.changes.then(change);
    this.changes = next.catch((error: unknown) => this.log.error(String(error)));
    return next;
  }

  private places(): readonly Place[] {
    const workspaceFolders = vscode.workspace.workspaceFolders ?? [];
    const onDisk = workspaceFolders.filter(({ uri }) => uri.scheme === "file");
    for (const { name, uri } of workspaceFolders.filter(({ uri }) => uri.scheme !== "file")) {
      this.log.warn(
        `Skipped the workspace folder "${name}": ${uri.scheme} folders are not on a disk that programs share.`,
      );
    }
    return onDisk.length === 0 ? [this.globalPlace()] : onDisk.map(({ name, uri }) => placeOf(name, uri));
  }

  private globalPlace(): Place {
    // With no folder open a bookmark's path starts at the root of the disk that holds the global storage.
    const files = vscode.Uri.file(parse(this.globalState.fsPath).root);
    return { name: vscode.l10n.t("Global"), stateUri: this.globalState, files };
  }

  private async openExactly(places: readonly Place[]): Promise<void> {
    const wanted = new Map(places.map((place) => [place.stateUri.toString(), place]));
    const leaving = this.folders.filter(({ id }) => !wanted.has(id));
    this.folders = [...wanted].map(
      ([id, place]) => this.folders.find((folder) => folder.id === id) ?? this.open(id, place),
    );
    for (const folder of leaving) {
      this.unfollow(folder);
    }
    for (const folder of this.folders) {
      this.beFollowed(folder);
    }
    this.changed.fire();
    await Promise.all(leaving.map(({ state }) => state.dispose()));
  }

  private open(id: string, place: Place): OpenFolder {
    this.log.info(`Opened ${place.stateUri.fsPath}.`);
    const state = this.container.open({ root: place.stateUri.fsPath, files: place.files.fsPath });
    return { ...place, id, state };
  }

  private beFollowed(folder: OpenFolder): void {
    for (const [follower, held] of this.followers) {
      if (!held.has(folder)) {
        held.set(folder, follower(folder));
      }
    }
  }

  private unfollow(folder: OpenFolder): void {
    for (const held of this.followers.values()) {
      held.get(folder)?.dispose();
      held.delete(folder);
    }
  }
}

function placeOf(name: string, files: vscode.Uri): Place {
  return { name, stateUri: vscode.Uri.joinPath(files, ".lockstep"), files };
}

function pathInside(folder: vscode.Uri, file: vscode.Uri): string | undefined {
  const path = relative(folder.fsPath, file.fsPath);
  const isOutside = path === "" || isAbsolute(path) || path === ".." || path.startsWith(`..${sep}`);
  return isOutside ? undefined : path.split(sep).join("/");
}
