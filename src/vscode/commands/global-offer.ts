import * as vscode from "vscode";
import type { Toggled } from "../../core/bookmarks/bookmark-rules";
import { showInformation } from "../notifications";
import type { WorkspaceFolders } from "../workspace-folders";
import type { LineWords } from "./command-table";
import { editorMeant } from "./editor-at-call";

/** Whether a file is meant that no open folder has, and which can have global bookmarks only. */
export function isOutsideFolders(folders: WorkspaceFolders, words: LineWords | undefined): boolean {
  const uri = words?.uri ?? editorMeant()?.document.uri;
  return uri !== undefined && folders.locate(uri) === undefined && folders.locateGlobally(uri) !== undefined;
}

/** Says so, and sets one on a click. Does not wait for the person. */
export function offerGlobal(words: LineWords | undefined): Toggled {
  const set = vscode.l10n.t("Set a Global Bookmark");
  const message = vscode.l10n.t(
    "This file is in no folder that is open here. A global bookmark can be set in it, which shows in every window.",
  );
  void showInformation(message, set).then((button) => {
    if (button === set) {
      void vscode.commands.executeCommand("lockstep.bookmark.toggleGlobal", words);
    }
  });
  return { added: [], removed: [] };
}
