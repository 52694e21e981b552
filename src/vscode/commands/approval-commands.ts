import * as vscode from "vscode";
import { showInformation } from "../notifications";
import type { ApprovalRequests } from "../running/approval-requests";
import { requestText } from "../running/approval-text";
import type { CommandHandlers } from "./command-table";
import { pick } from "./questions";

type ApprovalCommandId = "lockstep.approval.review";

/** What people do about what came with a folder and wants to run. */
export class ApprovalCommands {
  readonly handlers: CommandHandlers<ApprovalCommandId> = {
    "lockstep.approval.review": () => this.review(),
  };

  constructor(private readonly requests: ApprovalRequests) {}

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
}
