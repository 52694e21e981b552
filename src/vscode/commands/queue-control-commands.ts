import * as vscode from "vscode";
import type { ControlVerb } from "../../core/jobs/control-verbs";
import { possibleForQueue } from "../../core/queues/possible-verbs";
import type { Queue } from "../../core/queues/queue";
import { showInformation } from "../notifications";
import { waitFor } from "../waiting";
import type { CommandHandlers, CommandTable } from "./command-table";
import type { QueueChoice } from "./queue-choice";
import type { InFolder, Wanted } from "./record-choice";
import { checkTrusted } from "./trust";

type QueueControlId = `lockstep.queue.${ControlVerb}`;
type Args = CommandTable[QueueControlId];

/** What people tell whole queues, wherever they run. */
export class QueueControlCommands {
  readonly handlers: CommandHandlers<QueueControlId> = {
    "lockstep.queue.start": (...args) => this.tell("start", args),
    "lockstep.queue.pause": (...args) => this.tell("pause", args),
    "lockstep.queue.resume": (...args) => this.tell("resume", args),
    "lockstep.queue.stop": (...args) => this.tell("stop", args),
    "lockstep.queue.retry": (...args) => this.retry(args),
  };

  constructor(private readonly queues: QueueChoice) {}

  private async tell(verb: Exclude<ControlVerb, "retry">, args: Args): Promise<void> {
    for (const { folder, record } of await this.chosen(verb, args)) {
      await waitFor(folder, () => folder.state.queueControl[verb](record.id));
    }
  }

  /** What failed waits again; a queue that had ended runs again, too. One that somebody paused stays paused. */
  private async retry(args: Args): Promise<number> {
    let retried = 0;
    for (const { folder, record } of await this.chosen("retry", args)) {
      const { queueControl, queues } = folder.state;
      retried += await waitFor(folder, () => queueControl.retry(record.id));
      const { status, name } = await queues.find(record.id);
      if (status === "paused") {
        void showInformation(vscode.l10n.t("“{0}” is paused: resume it to run again what failed.", name));
      } else if (status !== "running") {
        await waitFor(folder, () => queueControl.start(record.id));
      }
    }
    return retried;
  }

  private async chosen(verb: ControlVerb, [at, selection]: Args): Promise<readonly InFolder<Queue>[]> {
    if (startingVerbs.includes(verb)) {
      checkTrusted();
    }
    return await this.queues.queues(at, selection, wantedFor(verb));
  }
}

export const startingVerbs: readonly ControlVerb[] = ["start", "resume", "retry"];

function wantedFor(verb: ControlVerb): Wanted<Queue> {
  const isPossible = (queue: Queue) => possibleForQueue(queue).includes(verb);
  switch (verb) {
    case "start":
      return {
        isPossible,
        title: vscode.l10n.t("Start Which Queue?"),
        none: "No queue can be started now: none that rests has anything left to run.",
      };
    case "pause":
      return { isPossible, title: vscode.l10n.t("Pause Which Queue?"), none: "No queue is running." };
    case "resume":
      return {
        isPossible,
        title: vscode.l10n.t("Resume Which Queue?"),
        none: "No queue is paused with anything left to run.",
      };
    case "stop":
      return { isPossible, title: vscode.l10n.t("Stop Which Queue?"), none: "No queue is running." };
    case "retry":
      return {
        isPossible,
        title: vscode.l10n.t("Retry What Failed in Which Queue?"),
        none: "Nothing failed in a queue.",
      };
  }
}
