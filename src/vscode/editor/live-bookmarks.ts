import * as vscode from "vscode";
import type { Bookmark } from "../../core/bookmarks/bookmark";
import type { Listing } from "../../core/records/named-document-repository";
import type { FolderSnapshots } from "../models/folder-snapshots";
import type { WorkspaceFolders } from "../workspace-folders";
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
      const folderIndex = this.workspace.all.indexOf(folder);
      return value.items.map((stored) => {
        const bookmark = live.get(stored.id) ?? stored;
        const { path, line } = bookmark;
        return { folder, bookmark, folderIndex, path, line };
      });
    });
    return placed.toSorted(comparePlaces);
  }

  /** Where the cursor is, if that is in a file of an open folder. */
  cursor(): Place | undefined {
    const editor = vscode.window.activeTextEditor;
    const place = editor && this.workspace.locate(editor.document.uri);
    if (editor === undefined || place === undefined) {
      return undefined;
    }
    const folderIndex = this.workspace.all.indexOf(place.folder);
    return { folderIndex, path: place.path, line: editor.selection.active.line + 1 };
  }
}

/** Whether there is a line to go to, or a file to open. */
export function canBeVisited({ state, target }: Bookmark): boolean {
  return state !== "orphaned" && target !== "folder";
}
