import * as vscode from "vscode";
import type { BookmarkInput } from "../../core/bookmarks/bookmark-input";
import type { Toggled } from "../../core/bookmarks/bookmark-rules";
import { waitFor } from "../waiting";
import type { OpenFolder, WorkspaceFolders } from "../workspace-folders";
import type { CommandHandlers, CommandTable } from "./command-table";
import { linesMeant } from "./line-targets";
import { askRequiredText } from "./questions";
import type { UndoOffer } from "./undo-offer";

type TogglingId = "lockstep.bookmark.toggle" | "lockstep.bookmark.toggleWithLabel";

/** Sets and removes bookmarks on the lines of an editor. */
export class BookmarkToggling {
  readonly handlers: CommandHandlers<TogglingId> = {
    "lockstep.bookmark.toggle": (at) => this.toggle(at),
    "lockstep.bookmark.toggleWithLabel": (at) => this.toggleWithLabel(at),
  };

  constructor(
    private readonly folders: WorkspaceFolders,
    private readonly undo: UndoOffer,
  ) {}

  private async toggle(...[at]: CommandTable["lockstep.bookmark.toggle"]): Promise<Toggled> {
    const { folder, lines } = await linesMeant(this.folders, at);
    return await this.change(folder, lines);
  }

  /** Labels the lines: those that have a bookmark keep it, with the new label. */
  private async toggleWithLabel(...[at]: CommandTable["lockstep.bookmark.toggleWithLabel"]): Promise<Toggled> {
    const { folder, path, lines } = await linesMeant(this.folders, at);
    const [first] = lines;
    const label =
      at?.label ??
      (await askRequiredText({
        title: vscode.l10n.t("Toggle Bookmark with Label"),
        prompt: vscode.l10n.t("What is at {0}?", `${path}:${first?.line ?? 1}`),
        value: await labelAt(folder, first),
      }));
    return await this.change(
      folder,
      lines.map((line) => ({ ...line, label })),
    );
  }

  private async change({ state }: OpenFolder, lines: readonly BookmarkInput[]): Promise<Toggled> {
    const toggled = await waitFor({ state }, () => state.bookmarks.toggle(lines));
    // What a person typed must not be gone by a slip of the finger.
    const typed = toggled.removed.filter(({ label, note, tags }) => label ?? note ?? tags[0]);
    if (typed.length > 0) {
      this.undo.make(
        vscode.l10n.t("Removed the bookmark “{0}”.", typed.map(({ label, line }) => label ?? line).join(", ")),
        () => state.bookmarks.restore(toggled.removed),
      );
    }
    return toggled;
  }
}

async function labelAt({ state }: OpenFolder, at: BookmarkInput | undefined): Promise<string | undefined> {
  const bookmarks = await state.bookmarks.list();
  return bookmarks.find(({ path, line }) => path === at?.path && line === at.line)?.label;
}
