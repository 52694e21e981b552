import { setTimeout as delay } from "node:timers/promises";
import * as vscode from "vscode";
import type { StateFolder } from "../core/state-folder";

interface WaitingFolder {
  readonly state: Pick<StateFolder, "waitingUntil">;
}

/** Milliseconds after which a person wonders whether anything happens. */
const patience = 700;

/**
 * Makes a change and waits for it. Another writer may have the document locked for a while; a change that takes longer
 * than a blink says so and can be cancelled. It ends by itself after the lock service's time-out.
 *
 * @throws {LockstepError} `ABORTED` when the person cancels; what `change` throws
 */
export async function waitFor<T>({ state }: WaitingFolder, change: () => Promise<T>): Promise<T> {
  const cancellation = new AbortController();
  const changing = state.waitingUntil(cancellation.signal, change);
  const finished = changing.then(
    () => true,
    () => true,
  );
  if (!(await Promise.race([finished, delay(patience, false)]))) {
    const title = vscode.l10n.t("Lockstep: waiting for another window or command to finish its change…");
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    await vscode.window.withProgress(options, (_, token) => {
      token.onCancellationRequested(() => cancellation.abort());
      return finished;
    });
  }
  return await changing;
}
