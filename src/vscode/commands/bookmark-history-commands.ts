import * as vscode from "vscode";
import type { Bookmark } from "../../core/bookmarks/bookmark";
import type { BookmarkHistory, Undone } from "../../core/bookmarks/bookmark-history";
import { placeText } from "../../core/bookmarks/bookmark-place";
import type { TrashedBookmark } from "../../core/bookmarks/trash-document";
import { LockstepError } from "../../core/errors";
import { bookmarkTitle, shownPath } from "../bookmark-texts";
import { showInformation } from "../notifications";
import type { Row } from "../views/row";
import { shortTimeText } from "../views/tooltip";
import { waitFor } from "../waiting";
import type { OpenFolder, WorkspaceFolders } from "../workspace-folders";
import type { CommandHandlers, CommandTable, FolderWords } from "./command-table";
import type { FolderChoice } from "./folder-choice";
import { type Choice, confirm, pickAny } from "./questions";
import { wordsOf } from "./words";

type HistoryId =
  | "lockstep.bookmark.undo"
  | "lockstep.bookmark.redo"
  | "lockstep.bookmark.restoreFromTrash"
  | "lockstep.bookmark.emptyTrash";

interface InTrash extends TrashedBookmark {
  readonly folder: OpenFolder;
}

/** Takes changes of bookmarks back, and brings removed ones back. */
export class BookmarkHistoryCommands {
  readonly handlers: CommandHandlers<HistoryId> = {
    "lockstep.bookmark.undo": () => this.undo(),
    "lockstep.bookmark.redo": () => this.redo(),
    "lockstep.bookmark.restoreFromTrash": (at) => this.restoreFromTrash(at),
    "lockstep.bookmark.emptyTrash": (at) => this.emptyTrash(at),
  };

  private readonly history: BookmarkHistory;

  constructor(
    workspace: WorkspaceFolders,
    private readonly folders: FolderChoice,
  ) {
    this.history = workspace.bookmarkHistory;
  }

  private async undo(): Promise<void> {
    const undone = await this.history.undo();
    void showInformation(vscode.l10n.t("Undid: {0}", changeText(undone)));
  }

  private async redo(): Promise<void> {
    const redone = await this.history.redo();
    void showInformation(vscode.l10n.t("Did again: {0}", changeText(redone)));
  }

  private async restoreFromTrash(
    ...[at]: CommandTable["lockstep.bookmark.restoreFromTrash"]
  ): Promise<readonly Bookmark[]> {
    const trash = await this.trash(at);
    if (trash.length === 0) {
      throw new LockstepError("NOT_FOUND", "The trash is empty: no bookmark was removed lately.");
    }
    const ids = wordsOf(at)?.bookmarks;
    const chosen =
      ids === undefined
        ? await pickAny(vscode.l10n.t("Bring Which Bookmarks Back?"), choicesOf(trash))
        : trash.filter(({ bookmark }) => ids.includes(bookmark.id));
    const restored: Bookmark[] = [];
    for (const folder of new Set(chosen.map((one) => one.folder))) {
      const inFolder = chosen.filter((one) => one.folder === folder).map(({ bookmark }) => bookmark.id);
      restored.push(...(await waitFor(folder, () => folder.state.bookmarks.restoreFromTrash(inFolder))));
    }
    return restored;
  }

  private async emptyTrash(...[at]: CommandTable["lockstep.bookmark.emptyTrash"]): Promise<number> {
    const trash = await this.trash(at);
    if (trash.length === 0) {
      void showInformation(vscode.l10n.t("The trash is empty already."));
      return 0;
    }
    await confirm(
      vscode.l10n.t("Delete the bookmarks in the trash for good?"),
      vscode.l10n.t("There are {0}. Nothing brings them back.", trash.length),
      vscode.l10n.t("Empty Trash"),
    );
    let count = 0;
    for (const folder of new Set(trash.map((one) => one.folder))) {
      const seen = trash.filter((one) => one.folder === folder);
      count += await waitFor(folder, () => folder.state.bookmarks.emptyTrash(seen));
    }
    return count;
  }

  /** Of all folders that are meant, the newest first. */
  private async trash(at: Row | FolderWords | undefined): Promise<readonly InTrash[]> {
    const trashes = await Promise.all(
      this.folders.meantWithGlobal(at).map(async (folder) => {
        const trashed = await folder.state.bookmarks.trash();
        return trashed.map((one) => ({ ...one, folder }));
      }),
    );
    return trashes.flat().toSorted((left, right) => (left.removedAt < right.removedAt ? 1 : -1));
  }
}

function choicesOf(trash: readonly InTrash[]): readonly Choice<InTrash>[] {
  const folders = new Set(trash.map(({ folder }) => folder));
  return trash.map((value) => {
    const { bookmark, removedAt, folder } = value;
    const place = placeText({ ...bookmark, path: shownPath(folder, bookmark.path) });
    return {
      label: bookmarkTitle(bookmark),
      description: folders.size > 1 ? `${folder.name} · ${place}` : place,
      detail: vscode.l10n.t("Removed {0}", shortTimeText(removedAt)),
      value,
    };
  });
}

/** Of one bookmark there is nothing to count. */
function changeText({ what, count }: Undone): string {
  const text = vscode.l10n.t(what);
  return count > 1 ? vscode.l10n.t("{0} ({1})", text, count) : text;
}
