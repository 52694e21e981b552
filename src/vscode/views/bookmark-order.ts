import * as vscode from "vscode";
import type { Bookmark } from "../../core/bookmarks/bookmark";
import { byManualOrder } from "../../core/bookmarks/manual-order";
import { compareTexts } from "../../core/compare-texts";
import { bookmarkTitle } from "../bookmark-texts";
import type { Sorting } from "./bookmark-view-choices";

/** `bookmarks`, which are in the order of their places, as a person wants them. */
export function inOrder(bookmarks: readonly Bookmark[], sorting: Sorting): readonly Bookmark[] {
  switch (sorting) {
    case "label":
      return byLabel(bookmarks);
    case "age":
      return bookmarks.toSorted((left, right) => compareTexts(right.createdAt, left.createdAt));
    case "manual":
      return bookmarks.toSorted(byManualOrder);
    default:
      return bookmarks;
  }
}

function byLabel(bookmarks: readonly Bookmark[]): readonly Bookmark[] {
  const { compare: compareTitles } = new Intl.Collator(vscode.env.language, { numeric: true });
  return bookmarks.toSorted((left, right) => compareTitles(bookmarkTitle(left), bookmarkTitle(right)));
}
