import * as vscode from "vscode";
import type { Toggled } from "../../core/bookmarks/bookmark-rules";
import { isPlain } from "../../core/bookmarks/plain-bookmark";
import { keepTab } from "../editor/tabs";
import type { LinesOfFile } from "./line-targets";
import type { UndoOffer } from "./undo-offer";

/** What follows when bookmarks were set and removed on lines of an editor. */
export async function afterToggling(
  { folder, document }: LinesOfFile,
  { added, removed }: Toggled,
  undo: UndoOffer,
): Promise<void> {
  // What a person typed must not be gone by a slip of the finger.
  const typed = removed.filter((bookmark) => !isPlain(bookmark));
  if (typed.length > 0) {
    const names = typed.map(({ label, line }) => label ?? line).join(", ");
    undo.make(vscode.l10n.t("Removed the bookmark “{0}”.", names), () => folder.state.bookmarks.restore(removed));
  }
  if (added.length > 0) {
    await keepTab(document.uri);
  }
}
