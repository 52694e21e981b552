import * as vscode from "vscode";
import type { ContainerOptions } from "../container";

/** Who this window is for others: `my-project (Visual Studio Code)`. */
export function windowWriter(): ContainerOptions["writer"] {
  return { kind: "window", name: `${vscode.workspace.name ?? vscode.l10n.t("no folder")} (${vscode.env.appName})` };
}
