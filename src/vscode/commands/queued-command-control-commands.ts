import * as vscode from "vscode";
import { grouped } from "../../core/grouped";
import { withDependants } from "../../core/jobs/dependencies";
import { type JobVerb, possibleForJob } from "../../core/jobs/possible-verbs";
import type { QueueCommand } from "../../core/queues/queue";
import { commandTitle } from "../views/queue-rows";
import { waitFor } from "../waiting";
import type { CommandHandlers, CommandTable } from "./command-table";
import { commandWish } from "./job-wishes";
import type { CommandInQueue, QueueChoice } from "./queue-choice";
import type { StartOffer } from "./start-offer";
import { checkTrusted } from "./trust";
import type { UndoOffer } from "./undo-offer";

type ControlId =
  | "lockstep.queue.cancel"
  | "lockstep.queue.skip"
  | "lockstep.queue.restart"
  | "lockstep.queue.restartAtEnd"
  | "lockstep.queue.startNow";

type Args = CommandTable[ControlId];

/** What people tell single commands of a queue, wherever it runs. */
export class QueuedCommandControlCommands {
  readonly handlers: CommandHandlers<ControlId> = {
    "lockstep.queue.cancel": (...args) => this.cancel(args),
    "lockstep.queue.skip": (...args) => this.skip(args),
    "lockstep.queue.restart": (...args) => this.restart(args, false),
    "lockstep.queue.restartAtEnd": (...args) => this.restart(args, true),
    "lockstep.queue.startNow": (...args) => this.startNow(args),
  };

  constructor(
    private readonly queues: QueueChoice,
    private readonly undo: UndoOffer,
    private readonly starting: StartOffer,
  ) {}

  /** What runs can't be taken back; what waited can. */
  private async cancel(args: Args): Promise<void> {
    const cancelled: CommandInQueue[] = [];
    for (const one of await this.chosen("cancel", args)) {
      const { folder, queue, command } = one;
      const now = await waitFor(folder, () => folder.state.queueControl.cancel(queue.id, command.id));
      if (now.status === "skipped") {
        cancelled.push(one);
      }
    }
    this.offerBack(cancelled, (names) => vscode.l10n.t("Cancelled {0}.", names));
  }

  private async skip(args: Args): Promise<void> {
    const skipped = await this.chosen("skip", args);
    for (const { folder, queue, command } of skipped) {
      await waitFor(folder, () => folder.state.queueControl.skip(queue.id, command.id));
    }
    this.offerBack(skipped, (names) => vscode.l10n.t("Skipped {0}.", names));
  }

  private async restart(args: Args, append: boolean): Promise<void> {
    checkTrusted();
    const chosen = await this.chosen("restart", args);
    const again: CommandInQueue[] = [];
    for (const { folder, queue, command } of chosen) {
      const control = folder.state.queueControl;
      const next = await waitFor(folder, () => control.restart(queue.id, command.id, { append }));
      again.push({ folder, queue, command: next });
    }
    await this.starting.ofCommands(again);
  }

  private async startNow(args: Args): Promise<void> {
    checkTrusted();
    for (const { folder, queue, command } of await this.chosen("startNow", args)) {
      await waitFor(folder, () => folder.state.queueControl.startNow(queue.id, command.id));
    }
  }

  private chosen(verb: JobVerb, [at, selection]: Args): Promise<readonly CommandInQueue[]> {
    const isPossible = (command: QueueCommand) => possibleForJob(command).includes(verb);
    return this.queues.commands(at, selection, { isPossible, ...commandWish(verb) });
  }

  private offerBack(gone: readonly CommandInQueue[], said: (names: string) => string): void {
    if (gone.length === 0) {
      return;
    }
    const names = gone.map(({ command }) => `“${commandTitle(command)}”`).join(", ");
    this.undo.make(said(names), async () => {
      for (const { folder, queue, id } of withWaiting(gone)) {
        await folder.state.queueControl.restart(queue.id, id, { append: false });
      }
    });
  }
}

/** What waited for a command went with it. */
function withWaiting(gone: readonly CommandInQueue[]) {
  return [...grouped(gone, ({ queue }) => queue.id).values()].flatMap(([first, ...others]) => {
    if (first === undefined) {
      return [];
    }
    const { folder, queue } = first;
    const waiting = queue.commands.filter(({ status }) => status === "pending");
    const dependents = waiting.map(({ id, after = [] }) => ({ id, dependsOn: after }));
    const ids = withDependants(
      dependents,
      [first, ...others].map(({ command }) => command.id),
    );
    return [...ids].map((id) => ({ folder, queue, id }));
  });
}
