import assert from "node:assert/strict";
import * as vscode from "vscode";
import { TerminalCommands } from "../../src/vscode/adding/terminal-commands";
import { eventually } from "../helpers/eventually";
import { lockstep, workspaceFolder } from "./running-extension";

describe("Command lines of terminals", () => {
  it("are remembered with where they ran", async () => {
    const { terminals } = (await lockstep()).display;
    const terminal = vscode.window.createTerminal({ shellPath: "/bin/bash", cwd: workspaceFolder() });
    try {
      const atPrompt = () => (terminal.shellIntegration?.cwd === undefined ? undefined : terminal.shellIntegration);
      const integration = await eventually("the shell's prompt", atPrompt, 20_000); // what comes before may get lost
      integration.executeCommand("cd src");
      await eventually("the first command", () => terminals.all[0]?.command === "cd src");
      integration.executeCommand("true 'two words'");
      await eventually("the second command", () => terminals.all[0]?.command === "true 'two words'");
      assert.equal(
        terminals.all[0]?.cwd?.fsPath,
        vscode.Uri.joinPath(vscode.Uri.file(workspaceFolder()), "src").fsPath,
      );
    } finally {
      terminal.dispose();
    }
  });

  it("are remembered once, the last one first, and not without end", () => {
    const terminals = new TerminalCommands();
    try {
      for (const command of [
        "a",
        "b",
        "a",
        "  ".trim(),
        ...Array.from({ length: 30 }, (_, index) => `c${index}`),
        "b",
      ]) {
        terminals.remember({ command, cwd: undefined });
      }
      assert.equal(terminals.all.length, 20);
      assert.deepEqual(
        terminals.all.slice(0, 3).map(({ command }) => command),
        ["b", "c29", "c28"],
      );
    } finally {
      terminals.dispose();
    }
  });
});
