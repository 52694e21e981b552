import * as vscode from "vscode";
import type { Bookmark } from "../../core/bookmarks/bookmark";
import { LockstepError } from "../../core/errors";
import type { Log } from "../../core/log";
import type { Listing } from "../../core/records/named-document-repository";
import { bookmarkTitle } from "../bookmark-texts";
import type { BookmarkInFolder } from "../editor/bookmarked-lines";
import { EditorPosition } from "../editor/editor-position";
import { revealBookmark } from "../editor/reveal-bookmark";
import type { FolderSnapshots } from "../models/folder-snapshots";
import type { CommandHandlers } from "./command-table";

interface BookmarkItem extends vscode.QuickPickItem {
  readonly target: BookmarkInFolder;
}

/** All bookmarks in a list. The editor shows the one that is looked at, and goes back when none is chosen. */
export class BookmarkList {
  readonly handlers: CommandHandlers<"lockstep.bookmark.list"> = {
    "lockstep.bookmark.list": () => this.show(),
  };

  constructor(
    private readonly snapshots: FolderSnapshots<Listing<Bookmark>>,
    private readonly log: Log,
  ) {}

  private async show(): Promise<void> {
    const items = await this.items();
    if (items.length === 0) {
      throw new LockstepError("NOT_FOUND", "There are no bookmarks yet. Set one on a line of a file first.");
    }
    const before = new EditorPosition();
    const previews = new Previews(this.log);
    const chosen = await choose(items, (target) => previews.show(target));
    await previews.finished;
    await (chosen === undefined ? before.restore() : revealBookmark(chosen, { preview: false }));
  }

  private async items(): Promise<readonly BookmarkItem[]> {
    const snapshots = await this.snapshots.current();
    return snapshots.flatMap(({ folder, value }) =>
      value.items.map((bookmark) => ({
        label: `$(bookmark) ${bookmarkTitle(bookmark)}`,
        description: [`${bookmark.path}:${bookmark.line}`, ...bookmark.tags.map((tag) => `#${tag}`)].join(" "),
        ...(bookmark.note === undefined ? {} : { detail: bookmark.note }),
        target: { folder, bookmark },
      })),
    );
  }
}

/** Shows one bookmark after the other, so that a slow one can't cover what was chosen after it. */
class Previews {
  finished: Promise<void> = Promise.resolve();

  constructor(private readonly log: Log) {}

  show(target: BookmarkInFolder): void {
    this.finished = this.finished.then(async () => {
      try {
        await revealBookmark(target, { preview: true, preserveFocus: true });
      } catch (error) {
        this.log.debug(String(error)); // said when it is chosen
      }
    });
  }
}

/** Undefined when the person leaves. */
function choose(
  items: readonly BookmarkItem[],
  look: (target: BookmarkInFolder) => void,
): Promise<BookmarkInFolder | undefined> {
  const list = vscode.window.createQuickPick<BookmarkItem>();
  list.title = vscode.l10n.t("Bookmarks");
  list.placeholder = vscode.l10n.t("Type a part of a label, a path, a tag or a note");
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  list.items = items;
  list.onDidChangeActive(([item]) => (item === undefined ? undefined : look(item.target)));
  return new Promise((resolve) => {
    list.onDidAccept(() => {
      resolve(list.selectedItems[0]?.target);
      list.hide();
    });
    list.onDidHide(() => {
      list.dispose();
      resolve(undefined);
    });
    list.show();
  });
}
