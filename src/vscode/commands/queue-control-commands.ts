import * as vscode from "vscode";
import type { ControlVerb } from "../../core/jobs/control-verbs";
import { possibleForQueue } from "../../core/queues/possible-verbs";
import type { Queue } from "../../core/queues/queue";
import type { CommandHandlers, CommandTable } from "./command-table";
import { JobsControl } from "./jobs-control";
import type { QueueChoice } from "./queue-choice";
import type { Wanted } from "./record-choice";

type QueueControlId = `lockstep.queue.${ControlVerb}`;
type Args = CommandTable[QueueControlId];

/** What people tell whole queues, wherever they run. */
export class QueueControlCommands {
  readonly handlers: CommandHandlers<QueueControlId> = {
    "lockstep.queue.start": (...args) => this.control.tell("start", args),
    "lockstep.queue.pause": (...args) => this.control.tell("pause", args),
    "lockstep.queue.resume": (...args) => this.control.tell("resume", args),
    "lockstep.queue.stop": (...args) => this.control.tell("stop", args),
    "lockstep.queue.retry": (...args) => this.control.retry(args),
  };

  private readonly control: JobsControl<Args>;

  constructor(queues: QueueChoice) {
    this.control = new JobsControl({
      chosen: (verb, [at, selection]) => queues.queues(at, selection, wantedFor(verb)),
      control: (state) => state.queueControl,
      find: (state, id) => state.queues.find(id),
    });
  }
}

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
