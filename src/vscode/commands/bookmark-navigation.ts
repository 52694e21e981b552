import * as vscode from "vscode";
import { LockstepError } from "../../core/errors";
import type { Log } from "../../core/log";
import type { BookmarkSettings } from "../bookmark-settings";
import type { BookmarkVisits } from "../editor/bookmark-visits";
import { canBeVisited, type LiveBookmarks, type PlacedBookmark } from "../editor/live-bookmarks";
import { type Direction, inSameFile, type Place, placesFrom } from "../editor/neighbours";
import { showInformation } from "../notifications";
import type { CommandHandlers } from "./command-table";

type NavigationId = "lockstep.bookmark.next" | "lockstep.bookmark.previous";

/** From bookmark to bookmark: through one file or all files and folders, and round again at the end, as the settings say. */
export class BookmarkNavigation {
  readonly handlers: CommandHandlers<NavigationId> = {
    "lockstep.bookmark.next": () => this.go("next"),
    "lockstep.bookmark.previous": () => this.go("previous"),
  };

  constructor(
    private readonly bookmarks: LiveBookmarks,
    private readonly visits: BookmarkVisits,
    private readonly settings: BookmarkSettings,
    private readonly log: Log,
  ) {}

  private async go(direction: Direction): Promise<void> {
    const cursor = this.bookmarks.cursor();
    const places = await this.places(cursor);
    const way = placesFrom(places, cursor, direction, this.settings.wrapNavigation);
    if (way.length > 0) {
      await this.goToFirst(way);
    } else if (places.length === 0) {
      void showInformation(this.nothingThere());
    } else if (this.settings.showNoMoreBookmarksWarning) {
      void showInformation(vscode.l10n.t("No more bookmarks."));
    }
  }

  private async places(cursor: Place | undefined): Promise<readonly PlacedBookmark[]> {
    const places = (await this.bookmarks.all()).filter(({ bookmark }) => canBeVisited(bookmark));
    if (this.settings.navigateThroughAllFiles) {
      return places;
    }
    return cursor === undefined ? [] : places.filter((place) => inSameFile(place, cursor));
  }

  private nothingThere(): string {
    return this.settings.navigateThroughAllFiles
      ? vscode.l10n.t("There are no bookmarks to go to.")
      : vscode.l10n.t("There are no bookmarks in this file.");
  }

  /** Passes over bookmarks whose file is gone: they must not be the end of the road. */
  private async goToFirst(way: readonly PlacedBookmark[]): Promise<void> {
    const missing: LockstepError[] = [];
    for (const place of way) {
      try {
        await this.visits.goTo(place);
        return;
      } catch (error) {
        if (!(error instanceof LockstepError)) {
          throw error;
        }
        this.log.warn(error.message);
        missing.push(error);
      }
    }
    throw missing[0] ?? new LockstepError("NOT_FOUND", "There are no bookmarks to go to.");
  }
}
