import { setTimeout as delay } from "node:timers/promises";
import * as vscode from "vscode";
import { Deferred } from "../deferred";

/** Milliseconds until VS Code tells why a terminal was closed, which it does right after closing it. */
const patience = 1_000;

/**
 * Whether the terminal that closes now does so because its user wants it. When a window closes, all of its terminals do,
 * a moment before extensions hear of it: what runs is ended by the worker then, as interrupted.
 */
export async function closedByUser(): Promise<boolean> {
  const reason = new Deferred<vscode.TerminalExitReason | undefined>();
  const listening = vscode.window.onDidCloseTerminal(({ exitStatus }) => reason.resolve(exitStatus?.reason));
  try {
    const known = await Promise.race([reason.promise, delay(patience, undefined, { ref: false })]);
    return known !== vscode.TerminalExitReason.Shutdown;
  } finally {
    listening.dispose();
  }
}
