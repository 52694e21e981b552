import * as vscode from "vscode";
import { showInformation } from "../notifications";
import type { BookmarkViewChoices } from "./bookmark-view-choices";

/** Who moves bookmarks within a list wants an order of one's own: the view sorts by it from then on. */
export class OwnOrder {
  private hasTold = false;

  constructor(private readonly choices: BookmarkViewChoices) {}

  /** Says so once. */
  async show(): Promise<void> {
    if (this.choices.current.sorting === "manual") {
      return;
    }
    await this.choices.change({ sorting: "manual" });
    if (!this.hasTold) {
      this.hasTold = true;
      void showInformation(
        vscode.l10n.t(
          "Bookmarks are in your own order now. “Sort Bookmarks” in the view's menu brings another one back.",
        ),
      );
    }
  }
}
