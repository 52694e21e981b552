import * as vscode from "vscode";
import type { Queue, QueueCommand } from "../../core/queues/queue";
import { findCommand, progress } from "../../core/queues/queue-rules";
import { progressText, runText, statusIcon, statusText } from "../views/job-appearance";
import { commandTitle, QueuedCommandRow, QueueRow } from "../views/queue-rows";
import type { Row } from "../views/row";
import type { OpenFolder } from "../workspace-folders";
import type { QueuedCommandWords, QueueWords } from "./command-table";
import type { FolderChoice } from "./folder-choice";
import { type Choice, pick } from "./questions";
import { chooseRecord, findByWords, type InFolder, possibleOf, type RecordKind, type Wanted } from "./record-choice";
import { rowsFor, wordsOf } from "./words";

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
    return await this.meant(at, queueKind(), more);
  }

  /**
   * The rows that were chosen: of several those of which it is possible. Else one that is meant or asked for.
   *
   * @throws {LockstepError} `NOT_FOUND`, `INVALID`, `ABORTED`
   */
  async queues(
    at: QueueRow | QueueWords | undefined,
    selection: readonly Row[] | undefined,
    wanted: Wanted<Queue>,
  ): Promise<readonly InFolder<Queue>[]> {
    const rows = rowsFor(QueueRow, at, selection).map(({ folder, queue }) => ({ folder, record: queue }));
    return rows.length > 0
      ? possibleOf(rows, ({ record }) => wanted.isPossible(record))
      : [await this.meant(at, queueKind(wanted))];
  }

  /** See {@link queues}. @throws {LockstepError} `NOT_FOUND`, `INVALID`, `ABORTED` */
  async commands(
    at: QueuedCommandRow | QueuedCommandWords | undefined,
    selection: readonly Row[] | undefined,
    wanted: Wanted<QueueCommand>,
  ): Promise<readonly CommandInQueue[]> {
    const rows = rowsFor(QueuedCommandRow, at, selection);
    if (rows.length > 0) {
      return possibleOf(rows, ({ command }) => wanted.isPossible(command));
    }
    const { title, none } = wanted;
    const hasPossible = ({ commands }: Queue) => commands.some(wanted.isPossible);
    const { folder, record: queue } = await this.meant(at, queueKind({ isPossible: hasPossible, none }));
    const ref = wordsOf(at)?.command;
    const command = ref === undefined ? await chooseCommand(queue, wanted.isPossible, title) : findCommand(queue, ref);
    return [{ folder, queue, command }];
  }

  /** Another queue of the same folder. @throws {LockstepError} `NOT_FOUND`, `INVALID`, `ABORTED` */
  async other(folder: OpenFolder, than: Queue, to: string | undefined): Promise<Queue> {
    if (to !== undefined) {
      return await folder.state.queues.find(to);
    }
    const isPossible = ({ id }: Queue) => id !== than.id;
    const none = "There is no other queue yet. Create one first.";
    return (await chooseRecord(queueKind({ isPossible, none }), [folder])).record;
  }

  private meant(
    at: Row | QueueWords | undefined,
    kind: RecordKind<Queue>,
    more?: readonly Choice<() => Promise<InFolder<Queue>>>[],
  ): Promise<InFolder<Queue>> {
    const folders = this.folders.meant(at);
    const ref = wordsOf(at)?.queue;
    return ref === undefined ? chooseRecord(kind, folders, more) : findByWords(queueKind(), folders, ref);
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

function queueKind(wanted: Partial<Wanted<Queue>> = {}): RecordKind<Queue> {
  const { isPossible = () => true, title = vscode.l10n.t("Which Queue?") } = wanted;
  return {
    noun: "queue",
    title,
    none: wanted.none ?? "There is no queue yet. Create one first.",
    async list({ state }) {
      const { items, problems } = await state.queues.listWithProblems();
      return { items: items.filter(isPossible), problems };
    },
    shown: (queue) => ({
      label: queue.name,
      description: [progressText(progress(queue)), ...(queue.status === "idle" ? [] : [statusText(queue.status)])].join(
        " · ",
      ),
      ...(queue.description === undefined ? {} : { detail: queue.description }),
      iconPath: statusIcon(queue.status),
    }),
  };
}

async function chooseCommand(
  queue: Queue,
  isPossible: (command: QueueCommand) => boolean = () => true,
  title = vscode.l10n.t("Which Command of {0}?", queue.name),
): Promise<QueueCommand> {
  const choices = queue.commands.filter(isPossible).map((command) => ({
    label: commandTitle(command),
    description: statusText(command.status),
    ...(command.label === undefined ? {} : { detail: runText(command.run) }),
    value: command,
  }));
  return await pick(title, choices);
}
