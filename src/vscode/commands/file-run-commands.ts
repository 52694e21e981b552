import * as vscode from "vscode";
import type { RunOfFile, SharedFileChange } from "../../core/changes/change-queries";
import { LockstepError } from "../../core/errors";
import type { RunLogDocuments } from "../logs/run-log-documents";
import { timeText } from "../views/tooltip";
import { waitFor } from "../waiting";
import type { WorkspaceFolders } from "../workspace-folders";
import type { CommandHandlers, CommandTable } from "./command-table";
import { type Choice, pick } from "./questions";

/** The most runs that are listed. */
const mostRuns = 200;

/** Which runs changed what a person looks at. */
export class FileRunCommands {
  readonly handlers: CommandHandlers<"lockstep.file.showRuns"> = {
    "lockstep.file.showRuns": (at) => this.showRuns(at),
  };

  constructor(
    private readonly workspace: WorkspaceFolders,
    private readonly logs: RunLogDocuments,
  ) {}

  private async showRuns(...[at]: CommandTable["lockstep.file.showRuns"]): Promise<void> {
    const uri = at ?? vscode.window.activeTextEditor?.document.uri;
    const place = uri && this.workspace.locate(uri);
    if (place === undefined || place.folder.isGlobal) {
      throw new LockstepError("NOT_FOUND", "Open or select a file of the workspace first.");
    }
    const { folder, path } = place;
    const runs = await waitFor(folder, () => folder.state.changes.runsOf(path));
    if (runs.length === 0) {
      throw new LockstepError("NOT_FOUND", "No run that Lockstep knows of changed {0}.", [path]);
    }
    const choices = runs.slice(0, mostRuns).map(choiceOf);
    const run = await pick(vscode.l10n.t("Runs That Changed {0}", path), choices);
    const title = run.run.title ?? run.run.id;
    if (folder.state.logs.read(run.run.id) === undefined) {
      throw new LockstepError("NOT_FOUND", "There is no log of “{0}”: it is cleaned up by now, or it wrote none.", [
        title,
      ]);
    }
    await this.logs.open({ folder, runId: run.run.id, title });
  }
}

function choiceOf(one: RunOfFile): Choice<RunOfFile> {
  const { run, files } = one;
  const [first, ...others] = files;
  const more = others.length === 0 ? [] : [vscode.l10n.t("and {0} more files", others.length)];
  return {
    label: run.title ?? run.id,
    description: timeText(run.endedAt) ?? "",
    detail: [...(first === undefined ? [] : [changeText(first)]), ...more].join(" · "),
    value: one,
  };
}

/** Nobody can tell which of two runs at the same time it was. */
function changeText({ change, path, from, added, removed, shared }: SharedFileChange): string {
  const lines = [
    ...(added === undefined ? [] : [`+${added}`]),
    ...(removed === undefined ? [] : [`−${removed}`]),
    ...(shared ? [vscode.l10n.t("or another run at that time")] : []),
  ];
  return [changeName(change), from === undefined ? path : `${from} → ${path}`, ...lines].join(" ");
}

function changeName(change: SharedFileChange["change"]): string {
  const names: Readonly<Record<typeof change, string>> = {
    created: vscode.l10n.t("created"),
    modified: vscode.l10n.t("changed"),
    deleted: vscode.l10n.t("deleted"),
    renamed: vscode.l10n.t("renamed"),
  };
  return names[change];
}
