import { setTimeout as delay } from "node:timers/promises";
import * as vscode from "vscode";

/** Milliseconds after which a person wonders whether anything happens. */
const patience = 700;

/**
 * Waits for a change to be made. Another writer may have the document locked for a while; a change that takes longer than
 * a blink says so. It ends by itself after the lock service's time-out.
 */
export async function waitFor<T>(change: Promise<T>): Promise<T> {
  const finished = change.then(
    () => true,
    () => true,
  );
  if (!(await Promise.race([finished, delay(patience, false)]))) {
    const title = vscode.l10n.t("Lockstep: waiting for another window or command to finish its change…");
    await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title }, () => finished);
  }
  return await change;
}
