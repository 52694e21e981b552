import * as vscode from "vscode";
import { type ExportFormat, exportBookmarks } from "../../core/bookmarks/exchange/export-bookmarks";
import { LockstepError } from "../../core/errors";
import type { BookmarkSettings } from "../bookmark-settings";
import type { Row } from "../views/row";
import type { OpenFolder } from "../workspace-folders";
import type { CommandHandlers, CommandTable, FolderWords } from "./command-table";
import type { FolderChoice } from "./folder-choice";
import { pick } from "./questions";
import { wordsOf } from "./words";

/** Shows the bookmarks of a folder as a document that the person saves where they like. */
export class BookmarkExport {
  readonly handlers: CommandHandlers<"lockstep.bookmark.export"> = {
    "lockstep.bookmark.export": (at) => this.export(at),
  };

  constructor(
    private readonly folders: FolderChoice,
    private readonly settings: BookmarkSettings,
  ) {}

  private async export(...[at]: CommandTable["lockstep.bookmark.export"]): Promise<void> {
    const { state } = await this.folder(at);
    const format = wordsOf(at)?.format ?? (await pick(vscode.l10n.t("Export Bookmarks as What?"), formats()));
    const pattern = this.settings.exportPattern;
    const content = await exportBookmarks(state, await state.bookmarks.list(), { format, pattern });
    const language = format === "json" ? "json" : "markdown";
    const document = await vscode.workspace.openTextDocument({ language, content });
    await vscode.window.showTextDocument(document, { preview: false });
  }

  /** Only those with bookmarks are asked about. */
  private async folder(at: Row | FolderWords | undefined): Promise<OpenFolder> {
    const folders = this.folders.meantWithGlobal(at);
    const counts = await Promise.all(folders.map(async ({ state }) => (await state.bookmarks.list()).length));
    const [first, ...others] = folders.filter((_, index) => counts[index] !== 0);
    if (first === undefined) {
      throw new LockstepError("NOT_FOUND", "There are no bookmarks yet. Set one on a line of a file first.");
    }
    const choices = [first, ...others].map((folder) => ({ label: folder.name, value: folder }));
    return others.length === 0 ? first : await pick(vscode.l10n.t("In Which Folder?"), choices);
  }
}

function formats() {
  const choices: { label: string; description: string; value: ExportFormat }[] = [
    { label: "Markdown", description: vscode.l10n.t("a page with links, labels and notes"), value: "markdown" },
    { label: "JSON", description: vscode.l10n.t("what Lockstep imports again"), value: "json" },
    { label: vscode.l10n.t("Pattern"), description: vscode.l10n.t("a line each, as set"), value: "pattern" },
  ];
  return choices;
}
