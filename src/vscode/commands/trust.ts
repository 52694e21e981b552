import * as vscode from "vscode";
import { cancelled } from "../cancelled";
import { showWarning } from "../notifications";

/** Nothing is started in Restricted Mode; a person is told why and how to change it. @throws {LockstepError} `ABORTED` */
export function checkTrusted(): void {
  if (vscode.workspace.isTrusted) {
    return;
  }
  const manage = vscode.l10n.t("Manage Workspace Trust");
  void showWarning(
    vscode.l10n.t("Trust the workspace first: until then Lockstep runs nothing from its queues and groups."),
    manage,
  ).then((button) => button === manage && vscode.commands.executeCommand("workbench.trust.manage"));
  throw cancelled();
}
