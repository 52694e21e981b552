import * as vscode from "vscode";
import type { Bookmark } from "../../core/bookmarks/bookmark";
import type { Imported } from "../../core/bookmarks/exchange/import-rules";
import { LockstepError } from "../../core/errors";
import type { Log } from "../../core/log";
import { cancelled } from "../cancelled";
import { candidatesIn, type ForeignCandidate, importCandidate, readCandidate } from "../foreign-candidates";
import { showInformation } from "../notifications";
import type { Row } from "../views/row";
import type { OpenFolder, WorkspaceFolders } from "../workspace-folders";
import type { CommandHandlers, CommandTable, FolderWords } from "./command-table";
import type { FolderChoice } from "./folder-choice";
import { type Choice, pick } from "./questions";
import type { UndoOffer } from "./undo-offer";
import { wordsOf } from "./words";

type At = Row | FolderWords | undefined;

interface Taken {
  readonly folder: OpenFolder;
  readonly added: readonly Bookmark[];
}

/** Brings in the bookmarks of other extensions, each folder of the workspace its own. */
export class BookmarkImport {
  readonly handlers: CommandHandlers<"lockstep.bookmark.import"> = {
    "lockstep.bookmark.import": (at) => this.import(at),
  };

  constructor(
    private readonly workspace: WorkspaceFolders,
    private readonly folders: FolderChoice,
    private readonly undo: UndoOffer,
    private readonly log: Log,
  ) {}

  private async import(...[at]: CommandTable["lockstep.bookmark.import"]): Promise<readonly Bookmark[]> {
    const uri = wordsOf(at)?.uri;
    const candidates = uri === undefined ? await this.choose(at) : [await this.fileAt(uri, at)];
    const taken: Taken[] = [];
    const outcomes: Imported[] = [];
    try {
      for (const candidate of candidates) {
        const imported = await importCandidate(candidate);
        outcomes.push(imported);
        taken.push({ folder: candidate.folder, added: imported.added });
      }
    } finally {
      this.tell(candidates, outcomes, taken);
    }
    return taken.flatMap(({ added }) => added);
  }

  private async choose(at: At): Promise<readonly ForeignCandidate[]> {
    const found = (await Promise.all(this.folders.meant(at).map(candidatesIn))).flat();
    const isOne = new Set(found.map(({ folder }) => folder)).size === 1;
    const choices: Choice<() => Promise<readonly ForeignCandidate[]>>[] = found.map((candidate) => ({
      label: candidate.foreign.title,
      iconPath: new vscode.ThemeIcon("cloud-download"),
      description: isOne ? candidate.name : `${candidate.folder.name} · ${candidate.name}`,
      detail: countText(candidate),
      value: async () => [candidate],
    }));
    if (found.length > 1) {
      choices.unshift({ label: vscode.l10n.t("All of These"), value: async () => found });
    }
    choices.push({
      label: vscode.l10n.t("Choose a File..."),
      description: vscode.l10n.t("also an export of Lockstep or Labeled Bookmarks"),
      value: async () => [await this.fileAt(await askFile(), at)],
    });
    const chosen = await pick(vscode.l10n.t("Import Which Bookmarks?"), choices);
    return await chosen();
  }

  /** A file inside a folder belongs to that one. */
  private async fileAt(uri: vscode.Uri, at: At): Promise<ForeignCandidate> {
    const around = wordsOf(at)?.folder === undefined ? this.workspace.locate(uri)?.folder : undefined;
    const folder = around ?? (await this.folders.one(at));
    const name = vscode.workspace.asRelativePath(uri);
    try {
      return await readCandidate(folder, uri, name);
    } catch (error) {
      if (error instanceof vscode.FileSystemError) {
        throw new LockstepError("NOT_FOUND", "{0} can't be read.", [name], { cause: error });
      }
      throw error;
    }
  }

  private tell(candidates: readonly ForeignCandidate[], outcomes: readonly Imported[], taken: readonly Taken[]): void {
    const skipped = candidates.flatMap(({ foreign }) => foreign.skipped);
    for (const { place, reason } of skipped) {
      this.log.warn(`Not imported: ${place}: ${reason}`);
    }
    const added = taken.flatMap((one) => one.added).length;
    const existing = outcomes.flatMap((one) => one.existing).length;
    const message = [
      vscode.l10n.t("Imported bookmarks: {0}.", added),
      ...(existing === 0 ? [] : [vscode.l10n.t("Lines that had one already: {0}.", existing)]),
      ...(skipped.length === 0 ? [] : [vscode.l10n.t("Left out, as the log says: {0}.", skipped.length)]),
    ].join(" ");
    if (added > 0) {
      this.undo.make(message, () => takeBack(taken));
    } else if (outcomes.length > 0) {
      void showInformation(message);
    }
  }
}

async function takeBack(taken: readonly Taken[]): Promise<void> {
  for (const { folder, added } of taken.filter((one) => one.added.length > 0)) {
    await folder.state.bookmarks.remove(added.map(({ id }) => id));
  }
}

function countText({ foreign, fresh }: ForeignCandidate): string {
  const skipped =
    foreign.skipped.length === 0 ? [] : [vscode.l10n.t("{0} can't be taken over", foreign.skipped.length)];
  return [vscode.l10n.t("{0} new of {1}", fresh, foreign.inputs.length), ...skipped].join(" · ");
}

/** @throws {LockstepError} `ABORTED` */
async function askFile(): Promise<vscode.Uri> {
  const [file] = (await vscode.window.showOpenDialog({ title: vscode.l10n.t("Import Bookmarks") })) ?? [];
  if (file === undefined) {
    throw cancelled();
  }
  return file;
}
