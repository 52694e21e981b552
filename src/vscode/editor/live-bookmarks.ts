import * as vscode from "vscode";
import type { Bookmark } from "../../core/bookmarks/bookmark";
import type { Listing } from "../../core/records/named-document-repository";
import { fileUri } from "../bookmark-texts";
import type { FolderSnapshots } from "../models/folder-snapshots";
import type { OpenFolder, WorkspaceFolders } from "../workspace-folders";
import type { BookmarkedLines, BookmarkInFolder } from "./bookmarked-lines";
import { comparePlaces, type Place } from "./neighbours";

export type PlacedBookmark = Place & BookmarkInFolder;

/** All bookmarks by folder, path and line; those of open documents on the lines that they have at this moment. */
export class LiveBookmarks {
  constructor(
    private readonly workspace: WorkspaceFolders,
    private readonly snapshots: FolderSnapshots<Listing<Bookmark>>,
    private readonly bookmarkedLines: BookmarkedLines,
  ) {}

  async all(): Promise<readonly PlacedBookmark[]> {
    const snapshots = await this.snapshots.current();
    const open = vscode.workspace.textDocuments.flatMap((document) => this.bookmarkedLines.in(document));
    const live = new Map(open.map(({ bookmark }) => [bookmark.id, bookmark]));
    const placed = snapshots.flatMap(({ folder, value }) => {
      return value.items.map((stored) => {
        const bookmark = live.get(stored.id) ?? stored;
        return { folder, bookmark, ...this.placeIn(folder, bookmark.path), line: bookmark.line };
      });
    });
    return placed.toSorted(comparePlaces);
  }

  /** Where the cursor is, if that is in a file of an open folder. */
  cursor(): Place | undefined {
    const editor = vscode.window.activeTextEditor;
    const [place] = editor === undefined ? [] : this.workspace.locateAll(editor.document.uri);
    if (editor === undefined || place === undefined) {
      return undefined;
    }
    return { ...this.placeIn(place.folder, place.path), line: editor.selection.active.line + 1 };
  }

  /** A global bookmark in a file of a folder is met among the folder's own. */
  private placeIn(folder: OpenFolder, path: string): Omit<Place, "line"> {
    const own = folder.isGlobal ? this.workspace.locate(fileUri(folder, path)) : undefined;
    return {
      folderIndex: this.workspace.withGlobal.all.indexOf(own?.folder ?? folder),
      path: own?.path ?? path,
    };
  }
}

/** Whether there is a line to go to, or a file to open. */
export function canBeVisited({ state, target }: Bookmark): boolean {
  return state !== "orphaned" && target !== "folder";
}
