import * as vscode from "vscode";
import { cancelled } from "../cancelled";
import { plainItem } from "../icon-syntax";
import type { BookmarkListing } from "../models/bookmarks-source";
import type { FolderSnapshot } from "../models/folder-snapshots";
import { type BookmarkFilter, filterText } from "../views/bookmark-filter";
import { listItem } from "./list-choice";

interface FilterItem extends vscode.QuickPickItem {
  readonly filter: BookmarkFilter;
}

/** Asks for a list, a tag or a text, in one box: what is typed is a filter by itself. @throws {LockstepError} `ABORTED` */
export async function askFilter(
  snapshots: readonly FolderSnapshot<BookmarkListing>[],
  current: BookmarkFilter,
): Promise<BookmarkFilter> {
  const box = vscode.window.createQuickPick<FilterItem>();
  const known = [...everything(current), ...listItems(snapshots), ...tagItems(snapshots)];
  const show = () => {
    box.items = [...typedItems(box.value), ...known].map(plainItem);
  };
  box.title = vscode.l10n.t("Filter Bookmarks");
  box.placeholder = vscode.l10n.t("A list, a tag, or a part of a label, a path, a note or a line");
  show();
  box.onDidChangeValue(show);
  return await new Promise((resolve, reject) => {
    box.onDidAccept(() => {
      const [item = typedItems(box.value)[0]] = box.selectedItems; // who types fast is ahead of the list
      if (item !== undefined) {
        resolve(item.filter);
      }
      box.hide();
    });
    box.onDidHide(() => {
      box.dispose();
      reject(cancelled());
    });
    box.show();
  });
}

function typedItems(text: string): readonly FilterItem[] {
  const filter = { text: text.trim() };
  return filter.text === ""
    ? []
    : [{ label: filterText(filter), iconPath: new vscode.ThemeIcon("search"), alwaysShow: true, filter }];
}

function everything(current: BookmarkFilter): readonly FilterItem[] {
  const now = filterText(current);
  const icon = new vscode.ThemeIcon("clear-all");
  return now === ""
    ? []
    : [
        {
          label: vscode.l10n.t("All Bookmarks"),
          description: vscode.l10n.t("now {0}", now),
          iconPath: icon,
          filter: {},
        },
      ];
}

function listItems(snapshots: readonly FolderSnapshot<BookmarkListing>[]): readonly FilterItem[] {
  const lists = new Map(snapshots.flatMap(({ value }) => value.lists.map((list) => [list.name, list] as const)));
  return [...lists.values()].map((list) => ({ ...listItem(list), filter: { list: list.name } }));
}

/** The most used first. */
function tagItems(snapshots: readonly FolderSnapshot<BookmarkListing>[]): readonly FilterItem[] {
  const counts = new Map<string, number>();
  for (const tag of snapshots.flatMap(({ value }) => value.items.flatMap(({ tags }) => tags))) {
    counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  const tags = [...counts].toSorted(([, left], [, right]) => right - left);
  return tags.map(([tag, count]) => ({ label: `#${tag}`, description: String(count), filter: { tags: [tag] } }));
}
