import * as vscode from "vscode";
import { LockstepError } from "../../core/errors";
import type { DoctorReport } from "../../core/storage/doctor";
import { diagnosticLines } from "../diagnostics";
import type { Models } from "../models/models";
import { showInformation } from "../notifications";
import { LockRow } from "../views/lock-rows";
import { waitFor } from "../waiting";
import type { WorkspaceFolders } from "../workspace-folders";
import type { CommandHandlers, CommandTable } from "./command-table";
import type { FolderChoice } from "./folder-choice";
import { confirm, pick } from "./questions";
import { wordsOf } from "./words";

type StatusCommandId =
  | "lockstep.status.refresh"
  | "lockstep.status.revealLock"
  | "lockstep.doctor"
  | "lockstep.log.show"
  | "lockstep.log.diagnostics";

/** Who is here, what they hold, and whether everything is in order. */
export class StatusCommands {
  readonly handlers: CommandHandlers<StatusCommandId> = {
    "lockstep.status.refresh": () => this.models.refresh(),
    "lockstep.status.revealLock": (at) => this.revealLock(at),
    "lockstep.doctor": (at) => this.doctor(at),
    "lockstep.log.show": () => this.log.show(),
    "lockstep.log.diagnostics": () => this.logDiagnostics(),
  };

  constructor(
    private readonly workspace: WorkspaceFolders,
    private readonly folders: FolderChoice,
    private readonly models: Models,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** Its first line says who holds it. */
  private async revealLock(...[at]: CommandTable["lockstep.status.revealLock"]): Promise<void> {
    const { folder, lock } = at ?? (await this.chooseLock());
    const uri = vscode.Uri.joinPath(folder.stateUri, `${lock.document}.lock`);
    try {
      await vscode.window.showTextDocument(uri, { preview: true });
    } catch (error) {
      throw new LockstepError("NOT_FOUND", "The lock on {0} has been released meanwhile.", [lock.document], {
        cause: error,
      });
    }
  }

  private async chooseLock(): Promise<LockRow> {
    await this.models.attendance.refresh();
    const rows = this.models.attendance.latest.flatMap(({ folder, value }) =>
      value.locks.map((lock) => new LockRow(folder, lock)),
    );
    if (rows.length === 0) {
      throw new LockstepError("NOT_FOUND", "No document is locked now.");
    }
    return await pick(
      vscode.l10n.t("Which Lock?"),
      rows.map((row) => ({ label: row.lock.document, description: row.lock.owner?.app ?? "", value: row })),
    );
  }

  private async doctor(...[at]: CommandTable["lockstep.doctor"]): Promise<DoctorReport> {
    const words = wordsOf(at);
    const folder = await this.folders.one(at);
    const report = await waitFor(folder, () => folder.state.doctor({ fix: words?.fix ?? false }));
    if (words?.fix !== undefined) {
      return report;
    }
    if (report.problems.length === 0) {
      void showInformation(vscode.l10n.t("Looked at {0} documents: all is well.", report.documents));
      return report;
    }
    const found = report.problems.map(({ document, message }) =>
      message.startsWith(document) ? message : `${document}: ${message}`,
    );
    await confirm(
      vscode.l10n.t("Something is not as it should be. Mend what can be mended?"),
      [
        ...found,
        "",
        vscode.l10n.t("Documents that can't be read are set aside under another name; nothing is lost."),
      ].join("\n"),
      vscode.l10n.t("Mend"),
    );
    const mended = await waitFor(folder, () => folder.state.doctor({ fix: true }));
    await this.models.refresh();
    return mended;
  }

  private async logDiagnostics(): Promise<readonly string[]> {
    const lines = await diagnosticLines(this.workspace);
    for (const line of lines) {
      this.log.info(line);
    }
    this.log.show();
    return lines;
  }
}
