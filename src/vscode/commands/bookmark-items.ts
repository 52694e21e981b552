import * as vscode from "vscode";
import { placeText } from "../../core/bookmarks/bookmark-place";
import { bookmarkTitle } from "../bookmark-texts";
import type { PlacedBookmark } from "../editor/live-bookmarks";
import { comparePlaces, inSameFile, type Place } from "../editor/neighbours";
import { plainItem } from "../icon-syntax";
import { bookmarkIcon } from "../views/bookmark-icons";

export interface BookmarkItem extends vscode.QuickPickItem {
  readonly target: PlacedBookmark;
}

export type ListedItem = BookmarkItem | (vscode.QuickPickItem & { readonly target?: undefined });

/** As much of a note as there is room for in a row. */
const noteLength = 500;

/** Under the path of their file each; those of `first`'s file before all others. */
export function bookmarkItems(
  bookmarks: readonly PlacedBookmark[],
  first: Place | undefined,
  buttons: readonly vscode.QuickInputButton[],
): readonly ListedItem[] {
  const isFirst = (place: Place) => first !== undefined && inSameFile(place, first);
  const sorted = bookmarks.toSorted(
    (left, right) => Number(isFirst(right)) - Number(isFirst(left)) || comparePlaces(left, right),
  );
  const folders = new Set(bookmarks.map(({ folderIndex }) => folderIndex));
  const items = sorted.flatMap((target, index) => {
    const above = sorted[index - 1];
    const item = itemFor(target, buttons);
    const isSameFile = above !== undefined && inSameFile(above, target);
    return isSameFile ? [item] : [separatorFor(target, folders.size > 1), item];
  });
  return items.map(plainItem);
}

function separatorFor({ folderName, shownPath }: PlacedBookmark, withFolder: boolean): ListedItem {
  return { label: withFolder ? `${folderName} · ${shownPath}` : shownPath, kind: vscode.QuickPickItemKind.Separator };
}

/** Whatever it may be found by stands in the row, in words: that is what the box searches, and what a screen reader says. */
function itemFor(target: PlacedBookmark, buttons: readonly vscode.QuickInputButton[]): BookmarkItem {
  const { bookmark } = target;
  const note = bookmark.note?.replace(/\s+/g, " ").slice(0, noteLength);
  return {
    label: bookmarkTitle(bookmark),
    description: descriptionOf(target),
    iconPath: bookmarkIcon(bookmark),
    buttons,
    target,
    ...(note === undefined ? {} : { detail: note }),
  };
}

function descriptionOf({ folder, shownPath, bookmark }: PlacedBookmark): string {
  const { line, target, list, mnemonic, tags, state } = bookmark;
  const facts = [
    placeText({ path: shownPath, line, target }),
    folder.isGlobal ? vscode.l10n.t("global") : undefined,
    list,
    mnemonic === undefined ? undefined : vscode.l10n.t("number {0}", mnemonic),
    ...tags.map((tag) => `#${tag}`),
    state === "orphaned" ? vscode.l10n.t("its line is gone") : undefined,
  ];
  return facts.filter((fact) => fact !== undefined).join(" · ");
}
