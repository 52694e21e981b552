import * as vscode from "vscode";
import type { Bookmark } from "../../core/bookmarks/bookmark";
import type { BookmarkSettings } from "../bookmark-settings";
import { bookmarkTitle } from "../bookmark-texts";
import { BookmarkRow, FileRow } from "../views/bookmark-rows";
import { FolderRow } from "../views/folder-row";
import { waitFor } from "../waiting";
import type { OpenFolder, WorkspaceFolders } from "../workspace-folders";
import type { BookmarkChoice } from "./bookmark-choice";
import type { CommandHandlers, CommandTable } from "./command-table";
import type { FolderChoice } from "./folder-choice";
import { linesMeant } from "./line-targets";
import { confirm } from "./questions";
import type { InFolder } from "./record-choice";
import type { UndoOffer } from "./undo-offer";
import { rowsFor } from "./words";

type RemovalId =
  | "lockstep.bookmark.remove"
  | "lockstep.bookmark.clearFile"
  | "lockstep.bookmark.clearAll"
  | "lockstep.bookmarks.clearAll";

/** Where a person asked: by command or key, or in the side bar. */
type Origin = "commandPalette" | "sideBar";

interface Removed {
  readonly folder: OpenFolder;
  readonly bookmarks: readonly Bookmark[];
}

/** Takes bookmarks away; each time with a way back. */
export class BookmarkRemoval {
  readonly handlers: CommandHandlers<RemovalId> = {
    "lockstep.bookmark.remove": (at, selection) => this.remove(at, selection),
    "lockstep.bookmark.clearFile": (at) => this.clearFile(at),
    "lockstep.bookmark.clearAll": (at) => this.clearAll(at),
    "lockstep.bookmarks.clearAll": () => this.clear(this.folders.meant(), "sideBar"),
  };

  constructor(
    private readonly workspace: WorkspaceFolders,
    private readonly folders: FolderChoice,
    private readonly bookmarks: BookmarkChoice,
    private readonly settings: BookmarkSettings,
    private readonly undo: UndoOffer,
  ) {}

  private async remove(...[at, selection]: CommandTable["lockstep.bookmark.remove"]): Promise<void> {
    const rows = rowsFor(BookmarkRow, at, selection).map(({ folder, bookmark }) => ({ folder, record: bookmark }));
    const chosen: readonly InFolder<Bookmark>[] = rows.length > 0 ? rows : [await this.bookmarks.bookmark(at)];
    const folders = [...new Set(chosen.map(({ folder }) => folder))];
    await this.inEach(folders, (folder) => {
      const ids = chosen.filter((one) => one.folder === folder).map(({ record }) => record.id);
      return folder.state.bookmarks.remove(ids);
    });
  }

  private async clearFile(...[at]: CommandTable["lockstep.bookmark.clearFile"]): Promise<void> {
    const words = at instanceof vscode.Uri ? { uri: at } : at;
    const { folder, path } = words instanceof FileRow ? words : await linesMeant(this.workspace, words);
    const origin = at instanceof FileRow ? "sideBar" : "commandPalette";
    await this.confirm(origin, vscode.l10n.t("Remove all bookmarks of {0}?", path));
    await this.inEach([folder], ({ state, branch }) => state.bookmarks.clear(path, branch.scope));
  }

  private async clearAll(...[at]: CommandTable["lockstep.bookmark.clearAll"]): Promise<void> {
    await (at instanceof FolderRow
      ? this.clear([at.folder], "sideBar")
      : this.clear(this.folders.meant(at), "commandPalette"));
  }

  private async clear(folders: readonly OpenFolder[], origin: Origin): Promise<void> {
    const names = folders.map(({ name }) => name).join(", ");
    await this.confirm(origin, vscode.l10n.t("Remove all bookmarks of {0}?", names));
    await this.inEach(folders, ({ state, branch }) => state.bookmarks.clear(undefined, branch.scope));
  }

  /** Asks where the setting says so. @throws {LockstepError} `ABORTED` for a no */
  private async confirm(origin: Origin, question: string): Promise<void> {
    const { confirmClear } = this.settings;
    if (confirmClear === "always" || confirmClear === origin) {
      const detail = vscode.l10n.t("They are removed in every window, and for everybody who shares the folder.");
      await confirm(question, detail, vscode.l10n.t("Remove All"));
    }
  }

  /** What one folder lost can be brought back even if another one fails. */
  private async inEach(
    folders: readonly OpenFolder[],
    remove: (folder: OpenFolder) => Promise<readonly Bookmark[]>,
  ): Promise<void> {
    const removed: Removed[] = [];
    try {
      for (const folder of folders) {
        removed.push({ folder, bookmarks: await waitFor(folder, () => remove(folder)) });
      }
    } finally {
      this.offerUndo(removed);
    }
  }

  private offerUndo(removed: readonly Removed[]): void {
    const [first, ...others] = removed.flatMap(({ bookmarks }) => bookmarks);
    if (first === undefined) {
      return;
    }
    const done =
      others.length === 0
        ? vscode.l10n.t("Removed the bookmark “{0}”.", bookmarkTitle(first))
        : vscode.l10n.t("Removed {0} bookmarks.", others.length + 1);
    this.undo.make(done, () =>
      Promise.all(removed.map(({ folder, bookmarks }) => folder.state.bookmarks.restore(bookmarks))),
    );
  }
}
