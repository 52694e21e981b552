import type * as vscode from "vscode";
import type { LivePlace } from "../../core/bookmarks/anchors/live-place";
import type { Bookmark } from "../../core/bookmarks/bookmark";
import { FollowedFile } from "../../core/bookmarks/followed-file";
import type { FollowedPlace } from "../../core/bookmarks/following";
import type { Disposable } from "../../core/events";
import type { Log } from "../../core/log";
import { linesOf } from "../../core/text-lines";
import type { FileInFolder } from "../workspace-folders";
import { DocumentMode } from "./document-mode";
import type { FileRecords } from "./file-records";
import type { FolderReports, Reporter } from "./folder-reports";
import { ReportingRight } from "./reporting-right";

export interface FollowerParts {
  readonly place: FileInFolder;
  readonly reports: FolderReports;
  readonly records: FileRecords;
  /** Bookmarks are on other lines than before. */
  readonly moved: () => void;
  readonly log: Log;
}

/** Follows the bookmarks of one open document. */
export class DocumentFollower implements Disposable, Reporter {
  private readonly file: FollowedFile;
  private readonly right: ReportingRight;
  private readonly mode = new DocumentMode();
  private looking: Promise<void> = Promise.resolve();
  /** Nobody has searched the bookmarks in this text yet. */
  private isTextNew = true;
  private isDisposed = false;

  constructor(
    readonly document: vscode.TextDocument,
    private readonly parts: FollowerParts,
  ) {
    this.file = new FollowedFile(textOf(document), parts.records.known());
    this.right = new ReportingRight(parts.place.folder, parts.place.path);
    if (document.isDirty) {
      this.becomeEdited();
    } else if (!this.file.isAsRecorded()) {
      this.lookSoon(true);
    }
  }

  get place(): FileInFolder {
    return this.parts.place;
  }

  /** Where bookmarks are, while only this window knows. */
  get livePlaces(): readonly LivePlace[] | undefined {
    return this.mode.isClean ? undefined : this.file.places;
  }

  get isEdited(): boolean {
    return this.mode.isEdited;
  }

  onChange({ contentChanges, reason }: vscode.TextDocumentChangeEvent): void {
    if (contentChanges.length > 0) {
      this.follow(contentChanges, reason !== undefined);
    } else if (this.document.isDirty && !this.isEdited) {
      this.becomeEdited();
    } else if (!this.document.isDirty && this.isEdited) {
      void this.quietly(this.finish());
    }
  }

  /** What this window knows of the bookmarks changed. */
  onRecords(): void {
    const records = this.parts.records.known();
    if (!this.mode.isClean) {
      this.file.merge(records);
      this.parts.reports.want(this);
      return;
    }
    const known = new Set(this.file.places.map(({ id }) => id));
    this.file.adopt(records);
    const hasMore = records.some(({ id }) => !known.has(id));
    if (this.file.hasStrayed() || (hasMore && !this.file.isAsRecorded())) {
      this.lookSoon(false);
    }
  }

  async collect(): Promise<readonly FollowedPlace[]> {
    await this.mode.decided();
    await this.looking;
    const mayReport = this.isEdited && (await this.right.ask());
    if (this.isEdited && this.file.isInDoubt) {
      this.file.merge(await this.parts.records.fresh(), "fresh");
    }
    if (!this.isEdited) {
      await this.right.release(); // saved meanwhile: its bookmarks are where the document says, which may be another text
      return [];
    }
    return mayReport ? this.file.reports() : [];
  }

  reported(changed: readonly Bookmark[]): void {
    this.file.reported(changed);
  }

  /** Resolves when the document says where bookmarks are, as far as it is for this window to say. */
  async tell(): Promise<void> {
    await this.mode.decided();
    await this.looking;
    if (this.isEdited) {
      this.parts.reports.want(this);
      await this.parts.reports.flush();
    }
  }

  /** Reports what is not yet known to others, and no longer keeps others from doing so. */
  async close(): Promise<void> {
    await this.tell();
    this.dispose();
    await this.quietly(this.right.release());
  }

  dispose(): void {
    this.isDisposed = true;
    this.mode.dispose();
  }

  private follow(changes: readonly vscode.TextDocumentContentChangeEvent[], isUndoOrRedo: boolean): void {
    this.settle();
    const hasMoved = this.file.edit(changes);
    if (this.file.lines.length !== this.document.lineCount) {
      this.file.replace(textOf(this.document));
    }
    if (this.document.isDirty || isUndoOrRedo) {
      this.becomeEdited();
    } else {
      this.becomeUndecided();
    }
    if (hasMoved) {
      this.parts.moved();
    }
  }

  private becomeEdited(): void {
    this.settle();
    if (!this.isEdited) {
      this.mode.become("edited");
      setImmediate(() => void this.quietly(this.right.ask()));
    }
    this.parts.reports.want(this);
  }

  private settle(): void {
    if (this.mode.isClean) {
      this.file.settle(this.isTextNew ? "new" : "known");
      this.isTextNew = false;
    }
  }

  private becomeUndecided(): void {
    this.mode.becomeUndecided(() => {
      if (this.document.isDirty) {
        this.becomeEdited();
      } else {
        this.lookSoon(true);
        this.looking = this.quietly(this.looking.then(() => this.becomeClean()));
      }
    });
  }

  /** Saved, or everything was undone: what is left is told, and others may go on. */
  private async finish(): Promise<void> {
    this.parts.reports.want(this);
    await this.parts.reports.flush();
    if (!this.document.isDirty && this.isEdited) {
      await this.becomeClean();
    }
  }

  private async becomeClean(): Promise<void> {
    const { version } = this.document;
    const records = await this.parts.records.upToDate();
    if (this.document.isDirty || this.isDisposed || version !== this.document.version) {
      return;
    }
    this.mode.become("clean");
    this.file.adopt(records);
    this.parts.moved();
    await this.right.release();
    if (this.file.hasStrayed()) {
      this.lookSoon(false);
    }
  }

  private lookSoon(isJustRead: boolean): void {
    this.isTextNew ||= isJustRead;
    this.looking = this.quietly(this.looking.then(() => this.look(isJustRead)));
  }

  /** Bookmarks that can't be followed now are searched when somebody looks at them again. */
  private async quietly(work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.parts.log.warn(`The bookmarks of ${this.place.path} could not be followed: ${String(error)}`);
    }
  }

  /**
   * Searches the bookmarks in a text that did not come from this window's edits. Not while another window edits the file:
   * what is known is older than the question whether one does, so that what it tells afterwards is not overwritten. And
   * not in a text that is no longer the one on the disk: it is about to be replaced.
   */
  private async look(isJustRead: boolean): Promise<void> {
    const { bookmarks } = this.place.folder.state;
    const { version } = this.document;
    const records = await this.parts.records.fresh();
    if ((await this.right.isElsewhere()) || !(isJustRead || (await this.isOnDisk()))) {
      return;
    }
    if (this.isDisposed || this.isEdited || version !== this.document.version) {
      return;
    }
    this.file.search(records);
    this.isTextNew = false;
    const places = this.file.reports();
    this.file.reported(places.length === 0 ? [] : await bookmarks.follow(places));
  }

  private async isOnDisk(): Promise<boolean> {
    const lines = await this.place.folder.state.readSource(this.place.path);
    return lines.length === this.file.lines.length && lines.every((line, nth) => line === this.file.lines[nth]);
  }
}

function textOf(document: vscode.TextDocument): readonly string[] {
  return linesOf(document.getText());
}
