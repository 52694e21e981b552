import type * as vscode from "vscode";
import type { Bookmark } from "../../core/bookmarks/bookmark";
import type { Listing } from "../../core/records/named-document-repository";
import type { FolderSnapshots } from "../models/folder-snapshots";
import type { OpenFolder, WorkspaceFolders } from "../workspace-folders";

export interface BookmarkInFolder {
  readonly folder: OpenFolder;
  readonly bookmark: Bookmark;
}

/** Which bookmarks the lines of a file have, as far as this window knows. */
export class BookmarkedLines {
  constructor(
    private readonly folders: WorkspaceFolders,
    private readonly snapshots: FolderSnapshots<Listing<Bookmark>>,
  ) {}

  in(document: vscode.TextDocument): readonly BookmarkInFolder[] {
    return this.folders.locateAll(document.uri).flatMap(({ folder, path }) => {
      const snapshot = this.snapshots.latest.find((candidate) => candidate.folder === folder);
      const bookmarks = snapshot?.value.items.filter((bookmark) => bookmark.path === path && isOnLine(bookmark)) ?? [];
      return bookmarks.map((bookmark) => ({ folder, bookmark }));
    });
  }
}

/** Those of whole files are on none. */
function isOnLine({ target }: Bookmark): boolean {
  return target === undefined;
}
