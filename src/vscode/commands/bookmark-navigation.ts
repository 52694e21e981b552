import * as vscode from "vscode";
import type { Bookmark } from "../../core/bookmarks/bookmark";
import { LockstepError } from "../../core/errors";
import type { Log } from "../../core/log";
import type { Listing } from "../../core/records/named-document-repository";
import type { BookmarkInFolder } from "../editor/bookmarked-lines";
import { type Place, placesFrom } from "../editor/neighbours";
import { revealBookmark } from "../editor/reveal-bookmark";
import type { FolderSnapshots } from "../models/folder-snapshots";
import type { WorkspaceFolders } from "../workspace-folders";
import type { CommandHandlers } from "./command-table";

type NavigationId = "lockstep.bookmark.next" | "lockstep.bookmark.previous";

/** From bookmark to bookmark through all files and folders, and round again at the end. */
export class BookmarkNavigation {
  readonly handlers: CommandHandlers<NavigationId> = {
    "lockstep.bookmark.next": () => this.go("next"),
    "lockstep.bookmark.previous": () => this.go("previous"),
  };

  constructor(
    private readonly workspace: WorkspaceFolders,
    private readonly snapshots: FolderSnapshots<Listing<Bookmark>>,
    private readonly log: Log,
  ) {}

  /** Passes over bookmarks whose file is gone: they must not be the end of the road. */
  private async go(direction: "next" | "previous"): Promise<void> {
    const places = await this.places();
    if (places.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t("There are no bookmarks yet."));
      return;
    }
    const missing: LockstepError[] = [];
    for (const place of placesFrom(places, this.cursor(), direction)) {
      try {
        await revealBookmark(place);
        return;
      } catch (error) {
        if (!(error instanceof LockstepError)) {
          throw error;
        }
        this.log.warn(error.message);
        missing.push(error);
      }
    }
    throw missing[0] ?? new LockstepError("NOT_FOUND", "There are no bookmarks yet.");
  }

  private async places(): Promise<readonly (Place & BookmarkInFolder)[]> {
    const snapshots = await this.snapshots.current();
    return snapshots.flatMap(({ folder, value }) => {
      const folderIndex = this.workspace.all.indexOf(folder);
      return value.items.map((bookmark) => {
        const { path, line } = bookmark;
        return { folder, bookmark, folderIndex, path, line };
      });
    });
  }

  private cursor(): Place | undefined {
    const editor = vscode.window.activeTextEditor;
    const place = editor && this.workspace.locate(editor.document.uri);
    if (editor === undefined || place === undefined) {
      return undefined;
    }
    const folderIndex = this.workspace.all.indexOf(place.folder);
    return { folderIndex, path: place.path, line: editor.selection.active.line + 1 };
  }
}
