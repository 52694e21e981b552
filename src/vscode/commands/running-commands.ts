import * as vscode from "vscode";
import type { Models } from "../models/models";
import type { UsagePanel } from "../usage/usage-panel";
import { GroupRow } from "../views/group-rows";
import { progressText, statusText } from "../views/job-appearance";
import { QueueRow } from "../views/queue-rows";
import type { Reveals } from "../views/revealed-rows";
import { type Running, runningIn, runningJobs } from "../views/running";
import { waitFor } from "../waiting";
import type { CommandHandlers } from "./command-table";
import { type Choice, pick } from "./questions";

/** What runs, where a click into the status bar leads, and what it cost. */
export class RunningCommands {
  readonly handlers: CommandHandlers<"lockstep.running.show" | "lockstep.usage.show"> = {
    "lockstep.running.show": () => this.show(),
    "lockstep.usage.show": () => this.usage.show(),
  };

  constructor(
    private readonly models: Models,
    private readonly reveals: Reveals,
    private readonly usage: UsagePanel,
  ) {}

  private async show(): Promise<void> {
    const running = runningIn(this.models);
    if (running.length === 0) {
      await vscode.commands.executeCommand("lockstep.queues.focus");
      return;
    }
    const act = await pick(
      vscode.l10n.t("What Runs"),
      running.flatMap((one) => this.choicesFor(one)),
    );
    await act();
  }

  private choicesFor(one: Running): readonly Choice<() => Promise<unknown>>[] {
    const { name, status } = one.record;
    return [
      {
        label: vscode.l10n.t("Show {0}", name),
        description: `${statusText(status)}, ${progressText(one.progress)}`,
        iconPath: new vscode.ThemeIcon(one.kind === "queue" ? "list-ordered" : "layers"),
        value: () => this.reveal(one),
      },
      ...(status === "running" ? [pausing(one)] : []),
      {
        label: vscode.l10n.t("Stop {0}", name),
        description: vscode.l10n.t("ends what runs, skips the rest"),
        iconPath: new vscode.ThemeIcon("debug-stop"),
        value: () => waitFor<unknown>(one.folder, () => controlOf(one).stop(one.record.id)),
      },
      ...cancelling(one),
    ];
  }

  private reveal({ folder, kind, record }: Running): Promise<void> {
    return kind === "queue"
      ? this.reveals.queues.reveal((row) => row instanceof QueueRow && isOf(row, folder.id, row.queue.id, record.id))
      : this.reveals.groups.reveal((row) => row instanceof GroupRow && isOf(row, folder.id, row.group.id, record.id));
  }
}

function isOf({ folder }: QueueRow | GroupRow, folderId: string, id: string, wanted: string): boolean {
  return folder.id === folderId && id === wanted;
}

function controlOf({ folder: { state }, kind }: Running) {
  return kind === "queue" ? state.queueControl : state.groupControl;
}

function pausing(one: Running): Choice<() => Promise<unknown>> {
  return {
    label: vscode.l10n.t("Pause {0}", one.record.name),
    description: vscode.l10n.t("what runs goes on to its end"),
    iconPath: new vscode.ThemeIcon("debug-pause"),
    value: () => waitFor<unknown>(one.folder, () => controlOf(one).pause(one.record.id)),
  };
}

function cancelling(one: Running): readonly Choice<() => Promise<unknown>>[] {
  const { folder, record } = one;
  return runningJobs(one)
    .filter(({ isStopping }) => !isStopping)
    .map(({ id, title }) => ({
      label: vscode.l10n.t("Cancel {0}", title),
      description: record.name,
      iconPath: new vscode.ThemeIcon("stop-circle"),
      value: () => waitFor<unknown>(folder, () => controlOf(one).cancel(record.id, id)),
    }));
}
