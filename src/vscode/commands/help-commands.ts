import * as vscode from "vscode";
import type { CommandHandlers } from "./command-table";

type HelpId = "lockstep.settings.open" | "lockstep.walkthrough.open";

const extensionId = "lockstep.lockstep";
const walkthrough = `${extensionId}#lockstep.start`;

/** Where to learn more. */
export class HelpCommands {
  readonly handlers: CommandHandlers<HelpId> = {
    "lockstep.settings.open": () =>
      vscode.commands.executeCommand("workbench.action.openSettings", `@ext:${extensionId}`),
    "lockstep.walkthrough.open": () =>
      vscode.commands.executeCommand("workbench.action.openWalkthrough", walkthrough, false),
  };
}
