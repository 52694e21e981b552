import * as vscode from "vscode";
import type { Log } from "../../core/log";
import { isCancelled } from "../cancelled";
import type { BookmarkVisits } from "../editor/bookmark-visits";
import { EditorPosition } from "../editor/editor-position";
import type { PlacedBookmark } from "../editor/live-bookmarks";
import { inSameFile, nearestTo, type Place } from "../editor/neighbours";
import type { ErrorMessages } from "../error-messages";
import type { Following } from "../following/following";
import type { OpenFolder } from "../workspace-folders";
import { type BookmarkItem, bookmarkItems, type ListedItem } from "./bookmark-items";
import type { CommandHandlers } from "./command-table";
import { Previews } from "./previews";

/** What the buttons of a row do. */
type RowActions = Pick<CommandHandlers, "lockstep.bookmark.editLabel" | "lockstep.bookmark.remove">;

type Choice = { readonly open: PlacedBookmark } | { readonly edit: PlacedBookmark } | undefined;

/** Lets people choose a bookmark. The editor shows the one that is looked at, and goes back when none is chosen. */
export class BookmarkPicker {
  constructor(
    private readonly actions: RowActions,
    private readonly visits: BookmarkVisits,
    private readonly following: Following,
    private readonly errors: ErrorMessages,
    private readonly log: Log,
  ) {}

  /** Starts at the bookmark nearest to the cursor, where its file has some. */
  async show(title: string, bookmarks: readonly PlacedBookmark[], cursor: Place | undefined): Promise<void> {
    this.check(bookmarks);
    const before = new EditorPosition();
    const previews = new Previews(before, this.visits, this.log);
    const choice = await this.choose(title, bookmarks, cursor, previews);
    await previews.finished;
    if (choice !== undefined && "open" in choice) {
      await this.visits.goTo(choice.open, { preview: false });
      return;
    }
    await before.restore();
    if (choice !== undefined) {
      await this.actions["lockstep.bookmark.editLabel"](wordsFor(choice.edit));
    }
  }

  /** In the background: whoever lists bookmarks wants to see where they are. */
  private check(bookmarks: readonly PlacedBookmark[]): void {
    const paths = new Map<OpenFolder, Set<string>>();
    for (const { folder, bookmark } of bookmarks) {
      paths.set(folder, (paths.get(folder) ?? new Set()).add(bookmark.path));
    }
    for (const [folder, inFolder] of paths) {
      void this.following.check(folder, inFolder);
    }
  }

  /** Undefined when the person leaves. */
  private choose(
    title: string,
    bookmarks: readonly PlacedBookmark[],
    cursor: Place | undefined,
    previews: Previews,
  ): Promise<Choice> {
    const [edit, remove] = [button("edit", vscode.l10n.t("Edit Label")), button("trash", vscode.l10n.t("Remove"))];
    const list = vscode.window.createQuickPick<ListedItem>();
    list.title = title;
    list.placeholder = vscode.l10n.t("Type a part of a label, a path, a list, a #tag or a note");
    list.matchOnDescription = true;
    list.matchOnDetail = true;
    list.items = bookmarkItems(bookmarks, cursor, [edit, remove]);
    const start = startingAt(list.items, cursor);
    if (start !== undefined) {
      list.activeItems = [start];
    }
    list.onDidChangeActive(([item]) => (item?.target === undefined ? undefined : previews.show(item.target)));
    return new Promise((resolve) => {
      const close = (choice: Choice) => {
        resolve(choice);
        list.hide();
      };
      list.onDidAccept(() => close(choiceOf(list.selectedItems[0]?.target)));
      list.onDidTriggerItemButton(({ item, button: pressed }) => {
        if (item.target !== undefined) {
          pressed === edit ? close({ edit: item.target }) : void this.removeFrom(list, item.target);
        }
      });
      list.onDidHide(() => {
        list.dispose();
        resolve(undefined);
      });
      list.show();
    });
  }

  private async removeFrom(list: vscode.QuickPick<ListedItem>, target: PlacedBookmark): Promise<void> {
    try {
      await this.actions["lockstep.bookmark.remove"](wordsFor(target));
      list.keepScrollPosition = true;
      list.items = withoutEmptyFiles(list.items.filter((item) => item.target !== target));
    } catch (error) {
      if (!isCancelled(error)) {
        this.errors.show(error);
      }
    }
  }
}

function choiceOf(target: PlacedBookmark | undefined): Choice {
  return target && { open: target };
}

function button(icon: string, tooltip: string): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon(icon), tooltip };
}

function wordsFor({ folder, bookmark }: PlacedBookmark): { readonly folder: string; readonly bookmark: string } {
  return { folder: folder.files.toString(), bookmark: bookmark.id };
}

function startingAt(items: readonly ListedItem[], cursor: Place | undefined): BookmarkItem | undefined {
  const rows = items.filter((item): item is BookmarkItem => item.target !== undefined);
  const inFile = rows.filter(({ target }) => cursor !== undefined && inSameFile(target, cursor));
  const nearest = nearestTo(
    cursor?.line ?? 1,
    inFile.map((row) => ({ row, line: row.target.line })),
  );
  return nearest?.row;
}

/** A file's path stands above its bookmarks only. */
function withoutEmptyFiles(items: readonly ListedItem[]): readonly ListedItem[] {
  return items.filter((item, index) => item.target !== undefined || items[index + 1]?.target !== undefined);
}
