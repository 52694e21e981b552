import { delimiter } from "node:path";
import * as vscode from "vscode";

/** Puts the `lockstep` command on the PATH of integrated terminals; it runs on the Node inside VS Code. */
export function contributeTerminalEnvironment(context: vscode.ExtensionContext): void {
  const variables = context.environmentVariableCollection;
  const programs = vscode.Uri.joinPath(context.extensionUri, "dist", "bin").fsPath;
  variables.description = vscode.l10n.t("Adds the `lockstep` command to the PATH.");
  variables.prepend("PATH", `${programs}${delimiter}`);
  variables.replace("LOCKSTEP_NODE", process.execPath);
}
