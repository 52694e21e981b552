import * as vscode from "vscode";
import type { Queue } from "../../core/queues/queue";
import type { CommandTable } from "./command-table";
import type { QueueChoice } from "./queue-choice";
import type { QueueCommands } from "./queue-commands";
import type { InFolder } from "./record-choice";

/** The queue that something goes into, which may be one that is created on the way. */
export class QueueTarget {
  constructor(
    private readonly queues: QueueChoice,
    private readonly queueCommands: QueueCommands,
  ) {}

  /** @throws {LockstepError} `NOT_FOUND`, `INVALID`, `ABORTED` */
  queue(at: CommandTable["lockstep.queue.addCommand"][0]): Promise<InFolder<Queue>> {
    const creation = {
      label: vscode.l10n.t("Create Queue..."),
      iconPath: new vscode.ThemeIcon("add"),
      value: () => this.queueCommands.create(),
    };
    return this.queues.queue(at, [creation]);
  }
}
