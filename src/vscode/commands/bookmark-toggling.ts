import * as vscode from "vscode";
import type { Bookmark } from "../../core/bookmarks/bookmark";
import type { BookmarkInput } from "../../core/bookmarks/bookmark-input";
import { isAt } from "../../core/bookmarks/bookmark-place";
import type { Toggled } from "../../core/bookmarks/bookmark-rules";
import type { ToggleMode } from "../../core/bookmarks/toggle-rules";
import { LockstepError } from "../../core/errors";
import type { BookmarkSettings } from "../bookmark-settings";
import { waitFor } from "../waiting";
import type { WorkspaceFolders } from "../workspace-folders";
import type { CommandHandlers, CommandTable, LineWords } from "./command-table";
import { editorMeant } from "./editor-at-call";
import { isOutsideFolders, offerGlobal } from "./global-offer";
import { type LabelSource, labelsWithoutAsking, suggestedLabel } from "./label-suggestions";
import { type LinesOfFile, linesMeant } from "./line-targets";
import { askText } from "./questions";
import { afterToggling } from "./toggled-lines";
import type { UndoOffer } from "./undo-offer";

type TogglingId =
  | "lockstep.bookmark.toggle"
  | "lockstep.bookmark.toggleWithLabel"
  | "lockstep.bookmark.add"
  | "lockstep.bookmark.addWithLabel";

/** Sets and removes bookmarks on the lines of an editor. In the gutter's menu, which knows the line, it is called adding. */
export class BookmarkToggling {
  readonly handlers: CommandHandlers<TogglingId> = {
    "lockstep.bookmark.toggle": (at) => this.toggle(at),
    "lockstep.bookmark.toggleWithLabel": (at) => this.toggleWithLabel(at),
    "lockstep.bookmark.add": (at) => this.add(at),
    "lockstep.bookmark.addWithLabel": (at) => this.toggleWithLabel(at),
  };

  constructor(
    private readonly folders: WorkspaceFolders,
    private readonly settings: BookmarkSettings,
    private readonly undo: UndoOffer,
  ) {}

  private async toggle(...[at]: CommandTable["lockstep.bookmark.toggle"]): Promise<Toggled> {
    if (isOutsideFolders(this.folders, at)) {
      return offerGlobal(at);
    }
    const meant = await linesMeant(this.folders, at);
    return await this.change(meant, meant.lines);
  }

  /** Lines that have a bookmark keep it. */
  private async add(...[at]: CommandTable["lockstep.bookmark.add"]): Promise<Toggled> {
    if (isOutsideFolders(this.folders, at)) {
      return offerGlobal(at);
    }
    const meant = await linesMeant(this.folders, at);
    return await this.change(meant, meant.lines, "addOnly");
  }

  /** Labels the lines: those that have a bookmark keep it, with the new label; no label takes away those that are there. */
  private async toggleWithLabel(...[at]: CommandTable["lockstep.bookmark.toggleWithLabel"]): Promise<Toggled> {
    if (isOutsideFolders(this.folders, at)) {
      return offerGlobal(at);
    }
    const meant = await linesMeant(this.folders, at);
    const labelled = await labelledOn(meant);
    const labels = at?.label === undefined ? await this.labels(meant, labelled, at) : meant.lines.map(() => at.label);
    return labels.every((label) => label?.trim() === "")
      ? await withoutLabels(meant, labelled)
      : await this.change(
          meant,
          meant.lines.map((line, index) => ({ ...line, label: labels[index] })),
        );
  }

  /** One for each line. */
  private async labels(
    { document, path, lines }: LinesOfFile,
    labelled: readonly Bookmark[],
    at: LineWords | undefined,
  ): Promise<readonly string[]> {
    const mode = this.settings.labelSuggestion;
    const sources = lines.map(({ line }) => sourceAt(document, line, at));
    const labels = labelsWithoutAsking(mode, sources);
    if (labels !== undefined) {
      return labels;
    }
    const [line] = lines;
    const [source = { selected: undefined, lineText: "" }] = sources;
    const label = await askText({
      title: vscode.l10n.t("Toggle Bookmark with Label"),
      prompt:
        lines.length === 1
          ? vscode.l10n.t("What is at {0}?", `${path}:${line?.line ?? 1}`)
          : vscode.l10n.t("What is on these {0} lines?", lines.length),
      value: suggestedLabel(mode, source, lines.length === 1 ? labelled[0]?.label : undefined),
      validate: (text) => (text.trim() === "" && labelled.length === 0 ? vscode.l10n.t("Type something.") : undefined),
    });
    return lines.map(() => label);
  }

  private async change(
    meant: LinesOfFile,
    lines: readonly BookmarkInput[],
    mode: ToggleMode = this.settings.toggleMode,
  ): Promise<Toggled> {
    const { bookmarks } = meant.folder.state;
    const toggled = await waitFor(meant.folder, () => bookmarks.toggle(lines, mode));
    await afterToggling(meant, toggled, this.undo);
    return toggled;
  }
}

async function labelledOn({ folder, lines }: LinesOfFile): Promise<readonly Bookmark[]> {
  const bookmarks = await folder.state.bookmarks.list();
  return bookmarks.filter((bookmark) => bookmark.label !== undefined && lines.some((line) => isAt(line, bookmark)));
}

/** @throws {LockstepError} `INVALID` when no label is there to take away */
async function withoutLabels({ folder }: LinesOfFile, labelled: readonly Bookmark[]): Promise<Toggled> {
  if (labelled.length === 0) {
    throw new LockstepError("INVALID", "The label is empty.");
  }
  const ids = labelled.map(({ id }) => id);
  const added = await waitFor(folder, () => folder.state.bookmarks.editAll(ids, { label: null }));
  return { added, removed: [] };
}

/** What is selected in the editor means nothing for a line that was clicked in the gutter. */
function sourceAt(document: vscode.TextDocument, line: number, at: LineWords | undefined): LabelSource {
  const editor = editorMeant();
  const isClicked = at?.lineNumber !== undefined || editor?.document !== document;
  const selections = isClicked ? [] : editor.selections;
  const selection = selections.find(({ active, isSingleLine }) => isSingleLine && active.line === line - 1);
  const selected = selection === undefined ? undefined : document.getText(selection);
  return { selected, lineText: document.lineAt(line - 1).text };
}
