import * as vscode from "vscode";
import { wouldWaitForItself } from "../../core/jobs/dependencies";
import type { Queue, QueueCommand } from "../../core/queues/queue";
import { limits } from "../../core/records/limits";
import { parseWhen } from "../../core/runner/when";
import { messageOf } from "../messages";
import { commandTitle } from "../views/queue-rows";
import { waitFor } from "../waiting";
import type { CommandHandlers, CommandTable } from "./command-table";
import { askText, pickAny } from "./questions";
import type { QueueChoice } from "./queue-choice";
import { wordsOf } from "./words";

type ConditionId = "lockstep.queue.setDependencies" | "lockstep.queue.setPriority" | "lockstep.queue.setDelay";

/** When a command of a queue may start. */
export class QueuedCommandConditions {
  readonly handlers: CommandHandlers<ConditionId> = {
    "lockstep.queue.setDependencies": (at) => this.setDependencies(at),
    "lockstep.queue.setPriority": (at, selection) => this.setPriority(at, selection),
    "lockstep.queue.setDelay": (at, selection) => this.setDelay(at, selection),
  };

  constructor(private readonly queues: QueueChoice) {}

  private async setDependencies(...[at]: CommandTable["lockstep.queue.setDependencies"]): Promise<QueueCommand> {
    const { folder, queue, command } = await this.queues.command(at);
    const after = wordsOf(at)?.after ?? (await askAfter(queue, command));
    return await waitFor(folder, () => folder.state.queues.updateCommand(queue.id, command.id, { after }));
  }

  private async setPriority(...[at, selection]: CommandTable["lockstep.queue.setPriority"]): Promise<void> {
    const chosen = await this.queues.commands(at, selection, notRunning());
    const title = vscode.l10n.t("Priority of {0}", chosen.map(({ command }) => commandTitle(command)).join(", "));
    const said = wordsOf(at)?.priority;
    const priority = said === undefined ? await askPriority(title, chosen[0]?.command.priority) : orNone(said);
    for (const { folder, queue, command } of chosen) {
      await waitFor(folder, () => folder.state.queues.updateCommand(queue.id, command.id, { priority }));
    }
  }

  private async setDelay(...[at, selection]: CommandTable["lockstep.queue.setDelay"]): Promise<void> {
    const chosen = await this.queues.commands(at, selection, notRunning());
    const title = vscode.l10n.t("Start {0} Not Before", chosen.map(({ command }) => commandTitle(command)).join(", "));
    const said = wordsOf(at)?.notBefore;
    const notBefore = said === undefined ? await askNotBefore(title, chosen[0]?.command.notBefore) : whenIn(said);
    for (const { folder, queue, command } of chosen) {
      await waitFor(folder, () => folder.state.queues.updateCommand(queue.id, command.id, { notBefore }));
    }
  }
}

/** What may be changed. */
function notRunning() {
  return {
    isPossible: ({ status }: QueueCommand) => status !== "running",
    none: "There is no queued command that could be changed now.",
  };
}

/** Those that would make it wait for itself are not offered. @throws {LockstepError} `ABORTED` */
export async function askAfter(queue: Queue, command: QueueCommand): Promise<readonly string[] | null> {
  const all = queue.commands.map(({ id, after = [] }) => ({ id, name: id, dependsOn: after }));
  const isFree = (id: string) => {
    const dependent = { id: command.id, name: command.id, dependsOn: [id] };
    return !wouldWaitForItself([...all.filter((one) => one.id !== command.id), dependent], dependent);
  };
  const others = queue.commands.filter(({ id }) => id !== command.id && isFree(id));
  const choices = others.map((other) => ({
    label: commandTitle(other),
    description: String(queue.commands.indexOf(other) + 1),
    picked: command.after?.includes(other.id) ?? false,
    value: other.id,
  }));
  const title = vscode.l10n.t("What Must Be Completed before “{0}” Starts?", commandTitle(command));
  const chosen = await pickAny(title, choices);
  return chosen.length === 0 ? null : chosen;
}

/** @throws {LockstepError} `ABORTED` */
export async function askPriority(title: string, before: number | undefined): Promise<number | null> {
  const answer = await askText({
    title,
    prompt: vscode.l10n.t("A command with a higher number runs before those ahead of it; nothing means 0"),
    value: before?.toString(),
    validate: (text) =>
      isPriority(text)
        ? undefined
        : vscode.l10n.t("Type a whole number from {0} to {1}.", -limits.priority, limits.priority),
  });
  return orNone(Number(answer));
}

/** ISO 8601. @throws {LockstepError} `ABORTED` */
export async function askNotBefore(title: string, before: string | undefined): Promise<string | null> {
  const answer = await askText({
    title,
    prompt: vscode.l10n.t("When it may start at the earliest; nothing means as soon as its turn comes"),
    placeHolder: "30m, 18:30, tomorrow 9:00, 2030-03-01 18:30",
    value: before,
    validate: (text) => problemWith(text),
  });
  return whenIn(answer);
}

function problemWith(text: string): string | undefined {
  try {
    whenIn(text);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

/** @throws {LockstepError} `INVALID` */
function whenIn(text: string): string | null {
  return text.trim() === "" ? null : parseWhen(text, new Date()).toISOString();
}

function orNone(priority: number): number | null {
  return priority === 0 ? null : priority;
}

function isPriority(text: string): boolean {
  return /^\s*[+-]?\d*\s*$/.test(text) && Math.abs(Number(text)) <= limits.priority;
}
