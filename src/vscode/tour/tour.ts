import * as vscode from "vscode";
import { LockstepError } from "../../core/errors";
import { type Disposable, DisposableStore } from "../../core/events";
import type { Log } from "../../core/log";
import { bookmarkTitle } from "../bookmark-texts";
import { ContextKeys } from "../context-keys";
import type { BookmarkVisits } from "../editor/bookmark-visits";
import type { BookmarkInFolder } from "../editor/bookmarked-lines";
import type { LiveBookmarks } from "../editor/live-bookmarks";
import type { Models } from "../models/models";
import { showInformation } from "../notifications";
import type { Stop } from "./stops";
import { TourSign } from "./tour-sign";
import { TourThread } from "./tour-thread";

/** Where a tour is. */
export interface TourPosition {
  readonly title: string;
  /** From 1. */
  readonly number: number;
  readonly total: number;
  readonly bookmark: BookmarkInFolder;
}

interface Walk {
  readonly title: string;
  readonly stops: readonly Stop[];
  readonly index: number;
}

type Direction = 1 | -1;

/**
 * A walk through bookmarks, in this window only. It knows them by id: whatever others do to them meanwhile, the next stop
 * is where its bookmark is then. Removed bookmarks are passed over, and so are those whose line or file is gone.
 */
export class Tour implements Disposable {
  private readonly owned = new DisposableStore();
  private readonly keys = new ContextKeys();
  private readonly sign = this.owned.add(new TourSign());
  private readonly thread = this.owned.add(new TourThread());
  private walk: Walk | undefined;
  private shown: TourPosition | undefined;
  private steps: Promise<void> = Promise.resolve();

  constructor(
    private readonly bookmarks: Models["bookmarks"],
    private readonly live: LiveBookmarks,
    private readonly visits: BookmarkVisits,
    private readonly log: Log,
  ) {
    this.owned.add(bookmarks.onDidChange(() => this.refresh()));
  }

  /** Undefined while there is no tour. */
  get position(): TourPosition | undefined {
    return this.shown;
  }

  /** @throws {LockstepError} `NOT_FOUND` when there is nothing to see */
  start(title: string, stops: readonly Stop[]): Promise<void> {
    return this.inTurn(async () => {
      this.end();
      this.walk = { title, stops, index: -1 };
      if (!(await this.go(1))) {
        this.end();
        throw new LockstepError("NOT_FOUND", "There is nothing to see on this tour: no bookmark of it has its line.");
      }
    });
  }

  /** Ends the tour after its last stop. @throws {LockstepError} `PRECONDITION` when there is no tour */
  next(): Promise<void> {
    return this.inTurn(async () => {
      const { title } = this.present();
      if (!(await this.go(1))) {
        this.end();
        void showInformation(vscode.l10n.t("That was the last stop of the tour “{0}”.", title));
      }
    });
  }

  /** @throws {LockstepError} `PRECONDITION` when there is no tour */
  previous(): Promise<void> {
    return this.inTurn(async () => {
      this.present();
      if (!(await this.go(-1))) {
        void showInformation(vscode.l10n.t("This is the first stop of the tour."));
      }
    });
  }

  end(): void {
    this.walk = undefined;
    this.shown = undefined;
    this.sign.hide();
    this.thread.hide();
    this.keys.set({ "lockstep.inTour": false });
  }

  dispose(): void {
    this.owned.dispose();
  }

  /** Whoever presses a key twice goes on by two stops. */
  private inTurn(step: () => Promise<void>): Promise<void> {
    const done = this.steps.then(step);
    this.steps = done.catch(() => {}); // told to whoever asked for the step
    return done;
  }

  private present(): Walk {
    if (this.walk === undefined) {
      throw new LockstepError("PRECONDITION", "There is no tour now. Start one first.");
    }
    return this.walk;
  }

  /** Whether there was a further stop. Where there is none the tour stays where it is. */
  private async go(direction: Direction): Promise<boolean> {
    const walk = this.present();
    const bookmarks = new Map((await this.live.all()).map((one) => [one.bookmark.id, one]));
    const missed: string[] = [];
    for (let index = walk.index + direction; index in walk.stops; index += direction) {
      const bookmark = bookmarks.get(walk.stops[index]?.id ?? "");
      if (bookmark !== undefined && (await this.visit(walk, index, bookmark, missed))) {
        this.tellMissed(missed);
        return true;
      }
    }
    this.tellMissed(missed);
    return false;
  }

  private async visit(walk: Walk, index: number, bookmark: BookmarkInFolder, missed: string[]): Promise<boolean> {
    if (bookmark.bookmark.state === "orphaned") {
      missed.push(bookmarkTitle(bookmark.bookmark));
      return false;
    }
    try {
      const editor = await this.visits.goTo(bookmark);
      if (this.walk !== walk) {
        return true; // somebody ended the tour while the file was opened
      }
      this.walk = { ...walk, index };
      this.show({ title: walk.title, number: index + 1, total: walk.stops.length, bookmark }, editor);
      return true;
    } catch (error) {
      if (!(error instanceof LockstepError)) {
        throw error;
      }
      this.log.warn(error.message);
      missed.push(bookmarkTitle(bookmark.bookmark));
      return false;
    }
  }

  private show(position: TourPosition, editor: vscode.TextEditor | undefined): void {
    this.shown = position;
    this.keys.set({ "lockstep.inTour": true });
    this.sign.show(position);
    this.thread.show(position, editor);
  }

  /** Somebody may have changed what is shown. */
  private refresh(): void {
    const { walk, shown } = this;
    const bookmark = this.find(walk?.stops[walk.index]);
    if (shown !== undefined && bookmark !== undefined && bookmark.bookmark !== shown.bookmark.bookmark) {
      this.shown = { ...shown, bookmark };
      this.sign.show(this.shown);
      this.thread.update(this.shown);
    }
  }

  private find(stop: Stop | undefined): BookmarkInFolder | undefined {
    const snapshot = this.bookmarks.latest.find(({ folder }) => folder.id === stop?.folder.id);
    const bookmark = snapshot?.value.items.find(({ id }) => id === stop?.id);
    return snapshot === undefined || bookmark === undefined ? undefined : { folder: snapshot.folder, bookmark };
  }

  private tellMissed(missed: readonly string[]): void {
    if (missed.length > 0) {
      const message = vscode.l10n.t("Passed over, since its line or file is gone: {0}", missed.join(", "));
      void showInformation(message);
    }
  }
}
