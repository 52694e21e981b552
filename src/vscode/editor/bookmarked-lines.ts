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
    const place = this.folders.locate(document.uri);
    const snapshot = this.snapshots.latest.find(({ folder }) => folder === place?.folder);
    const bookmarks = snapshot?.value.items.filter(({ path }) => path === place?.path) ?? [];
    return bookmarks.flatMap((bookmark) => (snapshot === undefined ? [] : [{ folder: snapshot.folder, bookmark }]));
  }
}
