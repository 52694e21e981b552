import type * as vscode from "vscode";
import type { BookmarkSettings } from "../bookmark-settings";
import type { Following } from "../following/following";
import { BookmarkViewChoices } from "./bookmark-view-choices";
import { ListedFiles } from "./listed-files";
import { OwnOrder } from "./own-order";
import { SelectedRows } from "./selected-rows";

/** How the Bookmarks view is seen and used. */
export interface BookmarkViewing {
  readonly choices: BookmarkViewChoices;
  readonly settings: BookmarkSettings;
  readonly selected: SelectedRows;
  readonly listedFiles: ListedFiles;
  readonly ownOrder: OwnOrder;
}

export function bookmarkViewing(
  memento: vscode.Memento,
  settings: BookmarkSettings,
  following: Following,
): BookmarkViewing {
  const choices = new BookmarkViewChoices(memento);
  return {
    choices,
    settings,
    selected: new SelectedRows(),
    listedFiles: new ListedFiles((folder, paths) => following.check(folder, paths)),
    ownOrder: new OwnOrder(choices),
  };
}
