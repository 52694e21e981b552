import * as vscode from "vscode";
import { grouped } from "../../core/grouped";
import type { ErrorMessages } from "../error-messages";
import { showInformation } from "../notifications";
import { commandTitle } from "../views/queue-rows";
import { waitFor } from "../waiting";
import type { SessionInGroup } from "./group-choice";
import type { CommandInQueue } from "./queue-choice";

interface Waiting {
  /** Of the queue or group. */
  readonly status: string;
  readonly names: string;
  readonly startAll: { readonly button: string; readonly start: () => Promise<unknown> };
  readonly startNow: () => Promise<unknown>;
}

/** What waits again in a queue or group that rests would wait for ever: says so and offers to run it. */
export class StartOffer {
  constructor(private readonly errors: ErrorMessages) {}

  async ofCommands(commands: readonly CommandInQueue[]): Promise<void> {
    for (const ofQueue of grouped(commands, ({ queue }) => queue.id).values()) {
      await this.ofQueue(ofQueue);
    }
  }

  async ofSessions(sessions: readonly SessionInGroup[]): Promise<void> {
    for (const ofGroup of grouped(sessions, ({ group }) => group.id).values()) {
      await this.ofGroup(ofGroup);
    }
  }

  private async ofQueue(commands: readonly CommandInQueue[]): Promise<void> {
    const [first] = commands;
    if (first === undefined) {
      return;
    }
    const { folder, queue } = first;
    const { queueControl, queues } = folder.state;
    const { status } = await queues.find(queue.id);
    this.make({
      status,
      names: commands.map(({ command }) => `“${commandTitle(command)}”`).join(", "),
      startAll: {
        button: status === "paused" ? vscode.l10n.t("Resume Queue") : vscode.l10n.t("Start Queue"),
        start: () => waitFor(folder, () => queueControl[status === "paused" ? "resume" : "start"](queue.id)),
      },
      startNow: async () => {
        for (const { command } of commands) {
          await waitFor(folder, () => queueControl.startNow(queue.id, command.id));
        }
      },
    });
  }

  private async ofGroup(sessions: readonly SessionInGroup[]): Promise<void> {
    const [first] = sessions;
    if (first === undefined) {
      return;
    }
    const { folder, group } = first;
    const { groupControl, groups } = folder.state;
    const { status } = await groups.find(group.id);
    this.make({
      status,
      names: sessions.map(({ session }) => `“${session.name}”`).join(", "),
      startAll: {
        button: status === "paused" ? vscode.l10n.t("Resume Group") : vscode.l10n.t("Start Group"),
        start: () => waitFor(folder, () => groupControl[status === "paused" ? "resume" : "start"](group.id)),
      },
      startNow: async () => {
        for (const { session } of sessions) {
          await waitFor(folder, () => groupControl.startNow(group.id, session.id));
        }
      },
    });
  }

  /** Does not wait for the person. */
  private make({ status, names, startAll, startNow }: Waiting): void {
    if (status === "running") {
      return;
    }
    const now = vscode.l10n.t("Start Now");
    showInformation(vscode.l10n.t("Waiting to run: {0}.", names), now, startAll.button)
      .then((button) => (button === now ? startNow() : button === startAll.button ? startAll.start() : undefined))
      .then(undefined, (error: unknown) => this.errors.show(error));
  }
}
