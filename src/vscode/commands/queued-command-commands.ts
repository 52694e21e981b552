import * as vscode from "vscode";
import type { Queue, QueueCommand } from "../../core/queues/queue";
import type { CommandChanges } from "../../core/queues/queue-rules";
import { afterText, commandTitle, QueuedCommandRow } from "../views/queue-rows";
import { timeText } from "../views/tooltip";
import { waitFor } from "../waiting";
import type { CommandHandlers, CommandTable } from "./command-table";
import { askText, pick } from "./questions";
import type { CommandInQueue, QueueChoice } from "./queue-choice";
import type { QueueTarget } from "./queue-target";
import { askAfter, askNotBefore, askPriority } from "./queued-command-conditions";
import { askRun } from "./run-question";
import type { UndoOffer } from "./undo-offer";
import { rowsFor, wordsOf } from "./words";

type QueuedCommandId =
  | "lockstep.queue.addCommand"
  | "lockstep.queue.updateCommand"
  | "lockstep.queue.moveCommand"
  | "lockstep.queue.moveCommandUp"
  | "lockstep.queue.moveCommandDown"
  | "lockstep.queue.removeCommand";

/** What people do with the commands of a queue. */
export class QueuedCommandCommands {
  readonly handlers: CommandHandlers<QueuedCommandId> = {
    "lockstep.queue.addCommand": (at) => this.add(at),
    "lockstep.queue.updateCommand": (at) => this.update(at),
    "lockstep.queue.moveCommand": (at, selection) => this.moveToQueue(at, selection),
    "lockstep.queue.moveCommandUp": (at) => this.move(at, -1),
    "lockstep.queue.moveCommandDown": (at) => this.move(at, 1),
    "lockstep.queue.removeCommand": (at, selection) => this.remove(at, selection),
  };

  constructor(
    private readonly queues: QueueChoice,
    private readonly targets: QueueTarget,
    private readonly undo: UndoOffer,
  ) {}

  private async add(...[at]: CommandTable["lockstep.queue.addCommand"]): Promise<QueueCommand> {
    const words = wordsOf(at);
    const { folder, record: queue } = await this.targets.queue(at);
    const title = vscode.l10n.t("Add Command to {0}", queue.name);
    const run = words?.run ?? (await askRun(title, undefined, selectedText()));
    return await waitFor(folder, () =>
      folder.state.queues.addCommand(queue.id, { run, label: words?.label, cwd: words?.cwd }),
    );
  }

  private async update(...[at]: CommandTable["lockstep.queue.updateCommand"]): Promise<QueueCommand> {
    const { folder, queue, command } = await this.queues.command(at);
    const { run, label, cwd } = wordsOf(at) ?? {};
    const said = run ?? label ?? cwd;
    const changes = said === undefined ? await askChanges(queue, command) : { run, label, cwd };
    return await waitFor(folder, () => folder.state.queues.updateCommand(queue.id, command.id, changes));
  }

  private async move(at: QueuedCommandRow | object | undefined, steps: -1 | 1): Promise<Queue> {
    const { folder, queue, command } = await this.queues.command(at);
    const neighbour = queue.commands[queue.commands.indexOf(command) + steps];
    if (neighbour === undefined) {
      return queue;
    }
    const placement = steps < 0 ? { before: neighbour.id } : { after: neighbour.id };
    return await waitFor(folder, () => folder.state.queues.reorderCommand(queue.id, command.id, placement));
  }

  private async moveToQueue(...[at, selection]: CommandTable["lockstep.queue.moveCommand"]): Promise<void> {
    const rows = rowsFor(QueuedCommandRow, at, selection);
    const [first, ...others] = rows.length > 0 ? rows : [await this.queues.command(at)];
    if (first === undefined) {
      return;
    }
    const { folder } = first;
    const target = await this.queues.other(folder, first.queue, wordsOf(at)?.to);
    for (const { queue, command } of [first, ...others.filter((other) => other.folder === folder)]) {
      await waitFor(folder, () => folder.state.queues.moveCommand(command.id, queue.id, target.id));
    }
  }

  private async remove(...[at, selection]: CommandTable["lockstep.queue.removeCommand"]): Promise<void> {
    const rows = rowsFor(QueuedCommandRow, at, selection);
    const chosen: readonly CommandInQueue[] = rows.length > 0 ? rows : [await this.queues.command(at)];
    for (const { folder, queue, command } of chosen) {
      await waitFor(folder, () => folder.state.queues.removeCommand(queue.id, command.id));
    }
    const names = chosen.map(({ command }) => `“${commandTitle(command)}”`).join(", ");
    this.undo.make(vscode.l10n.t("Removed {0}.", names), async () => {
      for (const { folder, queue, command } of chosen) {
        await folder.state.queues.restoreCommand(queue.id, command, queue.commands.indexOf(command) + 1);
      }
    });
  }
}

async function askChanges(queue: Queue, command: QueueCommand): Promise<CommandChanges> {
  const title = vscode.l10n.t("Change “{0}”", commandTitle(command));
  const change = await pick<() => Promise<CommandChanges>>(title, [
    { label: vscode.l10n.t("What It Runs"), value: async () => ({ run: await askRun(title, command.run) }) },
    {
      label: vscode.l10n.t("Label"),
      description: command.label ?? "",
      value: async () => ({
        label: await askText({ title, prompt: vscode.l10n.t("A label; nothing takes it away"), value: command.label }),
      }),
    },
    {
      label: vscode.l10n.t("Folder"),
      description: command.cwd ?? queue.cwd,
      value: async () => ({ cwd: await askFolder(title, command.cwd) }),
    },
    {
      label: vscode.l10n.t("Run After"),
      description: afterText(queue, command) ?? "",
      value: async () => ({ after: await askAfter(queue, command) }),
    },
    {
      label: vscode.l10n.t("Priority"),
      description: String(command.priority ?? 0),
      value: async () => ({ priority: await askPriority(title, command.priority) }),
    },
    {
      label: vscode.l10n.t("Not Before"),
      description: timeText(command.notBefore) ?? "",
      value: async () => ({ notBefore: await askNotBefore(title, command.notBefore) }),
    },
  ]);
  return await change();
}

async function askFolder(title: string, value: string | undefined): Promise<string | null> {
  const prompt = vscode.l10n.t("Where it runs, relative to the workspace folder; nothing means the queue's folder");
  const answer = await askText({ title, prompt, value });
  return answer.trim() === "" ? null : answer;
}

/** What is selected in the editor is what a person may want to run. */
function selectedText(): string {
  const editor = vscode.window.activeTextEditor;
  return editor?.document.getText(editor.selection).trim() ?? "";
}
