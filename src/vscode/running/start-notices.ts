import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../../core/events";
import type { Log } from "../../core/log";
import { mayWork } from "../../core/runner/worker-names";
import { showInformation } from "../notifications";
import type { OpenFolder, WorkspaceFolders } from "../workspace-folders";
import type { RunSettings } from "./run-settings";

export interface StartNoticesParts {
  readonly folders: WorkspaceFolders;
  readonly settings: RunSettings;
  readonly log: Log;
}

/** What was started in a window that runs nothing would wait without a word, where nobody else is who would run it. */
export class StartNotices implements Disposable {
  private readonly listening: Disposable;

  /** Resolves when every start so far has been looked at. */
  looked: Promise<void> = Promise.resolve();

  constructor(private readonly parts: StartNoticesParts) {
    this.listening = parts.folders.follow((folder) => this.follow(folder));
  }

  dispose(): void {
    this.listening.dispose();
  }

  private follow(folder: OpenFolder): Disposable {
    const { queues, queueControl, groups, groupControl } = folder.state;
    const listening = new DisposableStore();
    listening.add(
      queueControl.onDidStart((id) => this.look(folder, async () => waitingIn(await queues.find(id), "commands"))),
    );
    listening.add(
      groupControl.onDidStart((id) => this.look(folder, async () => waitingIn(await groups.find(id), "sessions"))),
    );
    return listening;
  }

  private look(folder: OpenFolder, started: () => Promise<string | undefined>): void {
    if (this.parts.settings.inThisWindow) {
      return;
    }
    this.looked = this.looked
      .then(async () => {
        const name = await started();
        if (name !== undefined && !(await this.isAnybodyElseIn(folder))) {
          tell(name);
        }
      })
      .catch((error: unknown) => this.parts.log.warn(`Who would run what was started can't be told: ${String(error)}`));
  }

  private async isAnybodyElseIn({ state }: OpenFolder): Promise<boolean> {
    const { writerId } = this.parts.folders;
    const { writers } = await state.status();
    return writers.some((owner) => owner.writer !== writerId && mayWork(owner));
  }
}

type Job = { readonly status: string };

/** The name of a queue or group in which something still is to be run. */
function waitingIn<Jobs extends "commands" | "sessions">(
  document: { readonly name: string } & { readonly [Key in Jobs]: readonly Job[] },
  jobs: Jobs,
): string | undefined {
  return document[jobs].some(({ status }) => status === "pending") ? document.name : undefined;
}

/** Does not wait for the person. */
function tell(name: string): void {
  const open = vscode.l10n.t("Open Setting");
  const message = vscode.l10n.t(
    "“{0}” was started, but this window is set to run nothing, and nobody else is here. Another window or “lockstep work” will run it.",
    name,
  );
  void showInformation(message, open).then((button) =>
    button === open
      ? vscode.commands.executeCommand("workbench.action.openSettings", "lockstep.run.inThisWindow")
      : undefined,
  );
}
