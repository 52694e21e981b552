import * as vscode from "vscode";
import type { Disposable } from "../../core/events";

/** A command line that somebody ran in a terminal. */
export interface TerminalCommand {
  readonly command: string;
  /** Where, as far as the terminal tells. */
  readonly cwd: vscode.Uri | undefined;
}

/** So many are remembered. */
const most = 20;

/** Remembers what ran in the terminals of this window, each once, while it is open; nothing of it is written down. */
export class TerminalCommands implements Disposable {
  private readonly listening: Disposable;
  private remembered: readonly TerminalCommand[] = [];

  constructor() {
    this.listening = vscode.window.onDidEndTerminalShellExecution(({ execution }) => {
      this.remember({ command: execution.commandLine.value.trim(), cwd: execution.cwd });
    });
  }

  /** The last one first. */
  get all(): readonly TerminalCommand[] {
    return this.remembered;
  }

  remember(one: TerminalCommand): void {
    if (one.command !== "") {
      const others = this.remembered.filter(
        ({ command, cwd }) => command !== one.command || cwd?.toString() !== one.cwd?.toString(),
      );
      this.remembered = [one, ...others].slice(0, most);
    }
  }

  dispose(): void {
    this.listening.dispose();
  }
}
