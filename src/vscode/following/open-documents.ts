import { setTimeout as delay } from "node:timers/promises";
import * as vscode from "vscode";
import type { LivePlace } from "../../core/bookmarks/anchors/live-place";
import { type Disposable, DisposableStore, Emitter, type Event } from "../../core/events";
import type { Log } from "../../core/log";
import type { FileInFolder, OpenFolder, WorkspaceFolders } from "../workspace-folders";
import type { BookmarkIndex } from "./bookmark-index";
import { DocumentFollower } from "./document-follower";
import { FileRecords } from "./file-records";
import { FolderReports } from "./folder-reports";

export interface OpenDocumentsParts {
  readonly folders: WorkspaceFolders;
  readonly index: BookmarkIndex;
  /** Resolves when this window knows every change that it was told of. */
  readonly current: () => Promise<unknown>;
  readonly onDidChangeRecords: Event<void>;
  /** A file is no longer open, and what was in its editor may not be what is on the disk. */
  readonly closed: (place: FileInFolder) => void;
  readonly log: Log;
}

/** Milliseconds that saving a file waits for its report; the report goes on afterwards. */
const savePatience = 500;

const nobody: readonly DocumentFollower[] = [];

/** Follows every open document that has bookmarks, whether somebody looks at it or not. */
export class OpenDocuments implements Disposable {
  /** By document, one for each folder in which the document has bookmarks. */
  private readonly followers = new Map<string, readonly DocumentFollower[]>();
  private readonly reports = new WeakMap<OpenFolder, FolderReports>();
  private readonly owned = new DisposableStore();
  private readonly moved = this.owned.add(new Emitter<readonly vscode.TextDocument[]>());
  private readonly movedNow = new Set<vscode.TextDocument>();

  /** Edits put bookmarks on other lines, as {@link livePlaces} tells. Once per turn. */
  readonly onDidMove: Event<readonly vscode.TextDocument[]> = this.moved.event;

  constructor(private readonly parts: OpenDocumentsParts) {
    const { workspace, window } = vscode;
    this.owned.add(workspace.onDidOpenTextDocument((document) => this.sync(document)));
    this.owned.add(workspace.onDidCloseTextDocument((document) => this.release(document, nobody)));
    this.owned.add(workspace.onDidChangeTextDocument((event) => this.onChange(event)));
    this.owned.add(workspace.onWillSaveTextDocument((event) => this.onWillSave(event)));
    this.owned.add(window.onDidChangeWindowState(({ focused }) => focused || void this.flush()));
    this.owned.add(parts.onDidChangeRecords(() => this.syncAll()));
    this.owned.add(parts.folders.withGlobal.onDidChange(() => this.syncAll()));
    this.syncAll();
  }

  /** Where the bookmarks that a document has in a folder are, while only this window knows. */
  livePlaces(document: vscode.TextDocument, folder: OpenFolder): readonly LivePlace[] | undefined {
    return this.of(document).find(({ place }) => place.folder === folder)?.livePlaces;
  }

  /** Tells what is not told yet, of one file or of all. */
  async flush(uri?: vscode.Uri): Promise<void> {
    const wanted = uri === undefined ? [...this.followers.values()].flat() : this.followers.get(uri.toString());
    await Promise.all((wanted ?? nobody).map((follower) => follower.tell()));
  }

  /** Tells everything and lets go of every file, for good: what that changes is nobody's business here any more. */
  async end(): Promise<void> {
    this.dispose();
    const followers = [...this.followers.values()].flat();
    this.followers.clear();
    await Promise.all(followers.map((follower) => follower.close()));
  }

  dispose(): void {
    this.owned.dispose();
  }

  private of(document: vscode.TextDocument): readonly DocumentFollower[] {
    return this.followers.get(document.uri.toString()) ?? nobody;
  }

  private onChange(event: vscode.TextDocumentChangeEvent): void {
    for (const follower of this.of(event.document)) {
      follower.onChange(event);
    }
  }

  private syncAll(): void {
    for (const document of vscode.workspace.textDocuments) {
      this.sync(document);
    }
  }

  private sync(document: vscode.TextDocument): void {
    const places = document.isClosed ? [] : this.placesOf(document.uri);
    const before = this.of(document);
    const followers = places.map((place) => {
      const known = before.find((one) => one.document === document && one.place.folder === place.folder);
      known?.onRecords();
      return known ?? this.follow(document, place);
    });
    this.release(document, followers);
    if (followers.length > 0) {
      this.followers.set(document.uri.toString(), followers);
    }
  }

  /** Where a file has bookmarks. */
  private placesOf(uri: vscode.Uri): readonly FileInFolder[] {
    return this.parts.folders.locateAll(uri).filter((place) => this.recordsOf(place).known().length > 0);
  }

  private release(document: vscode.TextDocument, kept: readonly DocumentFollower[]): void {
    const leaving = this.of(document).filter((follower) => !kept.includes(follower));
    if (leaving.length > 0) {
      this.followers.delete(document.uri.toString());
    }
    for (const follower of leaving) {
      void follower.close().then(() => this.parts.closed(follower.place));
    }
  }

  private follow(document: vscode.TextDocument, place: FileInFolder): DocumentFollower {
    return new DocumentFollower(document, {
      place,
      reports: this.reportsOf(place.folder),
      records: this.recordsOf(place),
      moved: () => this.tellSoon(document),
      log: this.parts.log,
    });
  }

  private recordsOf(place: FileInFolder): FileRecords {
    return new FileRecords(place, this.parts.index, this.parts.current);
  }

  private reportsOf(folder: OpenFolder): FolderReports {
    const reports = this.reports.get(folder) ?? new FolderReports(folder, this.parts.log);
    this.reports.set(folder, reports);
    return reports;
  }

  private onWillSave(event: vscode.TextDocumentWillSaveEvent): void {
    if (this.of(event.document).some(({ isEdited }) => isEdited)) {
      const patience = delay(savePatience, undefined, { ref: false });
      event.waitUntil(Promise.race([this.flush(event.document.uri), patience]));
    }
  }

  private tellSoon(document: vscode.TextDocument): void {
    if (this.movedNow.size === 0) {
      setImmediate(() => {
        const documents = [...this.movedNow];
        this.movedNow.clear();
        this.moved.fire(documents);
      });
    }
    this.movedNow.add(document);
  }
}
