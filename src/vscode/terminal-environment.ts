import { delimiter } from "node:path";
import * as vscode from "vscode";

/** Puts the `lockstep` command on the PATH of integrated terminals; it runs on the Node inside VS Code. */
export function contributeTerminalEnvironment(context: vscode.ExtensionContext): void {
  const variables = context.environmentVariableCollection;
  variables.description = vscode.l10n.t("Adds the `lockstep` command to the PATH.");
  variables.prepend("PATH", pathPrefix(context.extensionUri));
  variables.replace("LOCKSTEP_NODE", process.execPath);
}

/** What comes before the PATH. */
export function pathPrefix(extension: vscode.Uri): string {
  return `${vscode.Uri.joinPath(extension, "dist", "bin").fsPath}${delimiter}`;
}
