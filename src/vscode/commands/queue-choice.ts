import * as vscode from "vscode";
import type { Queue, QueueCommand } from "../../core/queues/queue";
import { findCommand, progress } from "../../core/queues/queue-rules";
import { progressText, runText, statusText } from "../views/job-appearance";
import { commandTitle, QueuedCommandRow, QueueRow } from "../views/queue-rows";
import type { OpenFolder } from "../workspace-folders";
import type { QueuedCommandWords, QueueWords } from "./command-table";
import type { FolderChoice } from "./folder-choice";
import { type Choice, pick } from "./questions";
import { chooseRecord, findByWords, type InFolder, type RecordKind } from "./record-choice";
import { wordsOf } from "./words";

export interface CommandInQueue {
  readonly folder: OpenFolder;
  readonly queue: Queue;
  readonly command: QueueCommand;
}

/** Which queue or queued command a command is about. */
export class QueueChoice {
  constructor(private readonly folders: FolderChoice) {}

  /** @throws {LockstepError} `NOT_FOUND`, `INVALID`, `ABORTED` */
  async queue(
    at: QueueRow | QueuedCommandRow | QueueWords | undefined,
    more?: readonly Choice<() => Promise<InFolder<Queue>>>[],
  ): Promise<InFolder<Queue>> {
    if (at instanceof QueueRow || at instanceof QueuedCommandRow) {
      return { folder: at.folder, record: at.queue };
    }
    const folders = this.folders.meant(at);
    const wanted = wordsOf(at)?.queue;
    return wanted === undefined
      ? await chooseRecord(queueKind(), folders, more)
      : await findByWords(queueKind(), folders, wanted);
  }

  /** @throws {LockstepError} `NOT_FOUND`, `INVALID`, `ABORTED` */
  async command(at: QueuedCommandRow | QueuedCommandWords | undefined): Promise<CommandInQueue> {
    if (at instanceof QueuedCommandRow) {
      return at;
    }
    const { folder, record: queue } = await this.queue(at);
    const command = at?.command === undefined ? await chooseCommand(queue) : findCommand(queue, at.command);
    return { folder, queue, command };
  }
}

function queueKind(): RecordKind<Queue> {
  return {
    noun: "queue",
    title: vscode.l10n.t("Which Queue?"),
    none: "There is no queue yet. Create one first.",
    list: ({ state }) => state.queues.listWithProblems(),
    shown: (queue) => ({
      label: queue.name,
      description: progressText(progress(queue)),
      ...(queue.description === undefined ? {} : { detail: queue.description }),
      iconPath: new vscode.ThemeIcon("list-ordered"),
    }),
  };
}

async function chooseCommand(queue: Queue): Promise<QueueCommand> {
  const choices = queue.commands.map((command) => ({
    label: commandTitle(command),
    description: statusText(command.status),
    ...(command.label === undefined ? {} : { detail: runText(command.run) }),
    value: command,
  }));
  return await pick(vscode.l10n.t("Which Command of {0}?", queue.name), choices);
}
