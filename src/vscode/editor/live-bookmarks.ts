import * as vscode from "vscode";
import type { Bookmark } from "../../core/bookmarks/bookmark";
import { fileUri, shownPath } from "../bookmark-texts";
import type { BookmarkListing } from "../models/bookmarks-source";
import type { FolderSnapshots } from "../models/folder-snapshots";
import type { FileInFolder, OpenFolder, WorkspaceFolders } from "../workspace-folders";
import type { BookmarkedLines, BookmarkInFolder } from "./bookmarked-lines";
import { comparePlaces, type Place } from "./neighbours";
import { activeFile } from "./tabs";

/** Where its file is: that of a global bookmark may be in a folder of the workspace. */
export interface PlacedBookmark extends Place, BookmarkInFolder {
  readonly folderName: string;
  readonly shownPath: string;
}

/** All bookmarks by folder, path and line; those of open documents on the lines that they have at this moment. */
export class LiveBookmarks {
  constructor(
    private readonly workspace: WorkspaceFolders,
    private readonly snapshots: FolderSnapshots<BookmarkListing>,
    private readonly bookmarkedLines: BookmarkedLines,
  ) {}

  async all(): Promise<readonly PlacedBookmark[]> {
    const snapshots = await this.snapshots.current();
    const open = vscode.workspace.textDocuments.flatMap((document) => [
      ...this.bookmarkedLines.in(document),
      ...this.bookmarkedLines.orphansIn(document),
    ]);
    const live = new Map(open.map(({ bookmark }) => [bookmark.id, bookmark]));
    const placed = snapshots.flatMap(({ folder, value }) =>
      value.items.map((stored) => this.placed(folder, live.get(stored.id) ?? stored)),
    );
    return placed.toSorted(comparePlaces);
  }

  /** Where the cursor is, if that is in a file that can have bookmarks; what has no lines, such as a picture, has one. */
  cursor(): Place | undefined {
    const editor = vscode.window.activeTextEditor;
    const uri = editor?.document.uri ?? activeFile();
    const file = uri && this.workspace.locateAll(uri)[0];
    return file && { ...this.placeOf(file), line: (editor?.selection.active.line ?? 0) + 1 };
  }

  private placed(folder: OpenFolder, bookmark: Bookmark): PlacedBookmark {
    const stored = { folder, path: bookmark.path };
    const file = folder.isGlobal ? (this.workspace.locate(fileUri(folder, bookmark.path)) ?? stored) : stored;
    const shown = { folderName: file.folder.name, shownPath: shownPath(file.folder, file.path) };
    return { folder, bookmark, ...shown, ...this.placeOf(file), line: bookmark.line };
  }

  /** What is in no folder of the workspace comes last. */
  private placeOf({ folder, path }: FileInFolder): Omit<Place, "line"> {
    const index = this.workspace.all.indexOf(folder);
    return { folderIndex: index === -1 ? this.workspace.all.length : index, path };
  }
}

/** Whether there is a line to go to, or a file to open. */
export function canBeVisited({ state, target }: Bookmark): boolean {
  return state !== "orphaned" && target !== "folder";
}
