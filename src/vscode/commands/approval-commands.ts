import * as vscode from "vscode";
import { LockstepError } from "../../core/errors";
import { showInformation } from "../notifications";
import type { ApprovalRequests } from "../running/approval-requests";
import { requestText } from "../running/approval-text";
import type { CommandHandlers, CommandTable } from "./command-table";
import type { FolderChoice } from "./folder-choice";
import { confirm, pick } from "./questions";

type ApprovalCommandId = "lockstep.approval.review" | "lockstep.approval.forget";

/** What people do about what came with a folder and wants to run. */
export class ApprovalCommands {
  readonly handlers: CommandHandlers<ApprovalCommandId> = {
    "lockstep.approval.review": () => this.review(),
    "lockstep.approval.forget": (at) => this.forget(at),
  };

  constructor(
    private readonly folders: FolderChoice,
    private readonly requests: ApprovalRequests,
  ) {}

  private async review(): Promise<void> {
    const [first, ...others] = await this.requests.open();
    if (first === undefined) {
      void showInformation(vscode.l10n.t("Nothing waits for your approval."));
      return;
    }
    const choices = [first, ...others].map((value) => ({
      label: value.name,
      description: value.folder.name,
      detail: requestText(value),
      value,
    }));
    const request = others.length === 0 ? first : await pick(vscode.l10n.t("What to Review?"), choices);
    void this.requests.review(request); // the answer may never come
  }

  private async forget(...[at]: CommandTable["lockstep.approval.forget"]): Promise<void> {
    const folders = this.folders.meant(at).filter(({ isGlobal }) => !isGlobal);
    if (folders.length === 0) {
      throw new LockstepError("NOT_FOUND", "No folder is open.");
    }
    const names = folders.map(({ name }) => name).join(", ");
    await confirm(
      vscode.l10n.t("Forget what may run in {0}?", names),
      vscode.l10n.t(
        "Everything in its queues and groups that was allowed on this machine asks again before it runs, also what was written here. What runs now goes on.",
      ),
      vscode.l10n.t("Forget"),
    );
    for (const folder of folders) {
      this.requests.forget(folder);
    }
    void showInformation(vscode.l10n.t("What could run in {0} is forgotten.", names));
  }
}
