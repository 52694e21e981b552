import * as vscode from "vscode";
import { possibleForJob } from "../../core/jobs/possible-verbs";
import { possibleForQueue } from "../../core/queues/possible-verbs";
import type { Queue, QueueCommand } from "../../core/queues/queue";
import { progress } from "../../core/queues/queue-rules";
import type { Listing } from "../../core/records/named-document-repository";
import type { FolderSnapshot } from "../models/folder-snapshots";
import type { OpenFolder } from "../workspace-folders";
import { runText } from "./job-appearance";
import { holderItem, jobItem } from "./job-items";
import { problemRows } from "./problem-row";
import { Row, rowId } from "./row";

export class QueueRow extends Row {
  readonly children: readonly QueuedCommandRow[];

  constructor(
    readonly folder: OpenFolder,
    readonly queue: Queue,
  ) {
    super();
    this.children = queue.commands.map((command) => new QueuedCommandRow(folder, queue, command));
  }

  item(): vscode.TreeItem {
    const { queue, folder } = this;
    return holderItem(queue, {
      id: rowId("queue", folder, queue.id),
      context: ["queue", possibleForQueue(queue)],
      jobs: queue.commands,
      counts: progress(queue),
      isNew: queue.status === "idle",
      jobsTitle: vscode.l10n.t("Commands"),
      fact: [vscode.l10n.t("Folder"), queue.cwd],
      spoken: (status, done) => vscode.l10n.t("Queue {0}, {1}, commands: {2}", queue.name, status, done),
    });
  }
}

export class QueuedCommandRow extends Row {
  readonly children: readonly Row[] = [];

  constructor(
    readonly folder: OpenFolder,
    readonly queue: Queue,
    readonly command: QueueCommand,
  ) {
    super();
  }

  override get changesWithTime(): boolean {
    return this.command.status === "running";
  }

  item(): vscode.TreeItem {
    const { command, folder, queue } = this;
    const { label, run, cwd } = command;
    const title = commandTitle(command);
    const { length } = queue.commands;
    const position = queue.commands.indexOf(command) + 1;
    return jobItem(command, {
      id: rowId("command", folder, queue.id, command.id),
      context: ["command", possibleForJob(command)],
      title,
      heading: label,
      details: [...(label === undefined ? [] : [runText(run)]), ...(cwd === undefined ? [] : [cwd])],
      waitsFor: afterText(queue, command),
      spoken: (status) => vscode.l10n.t("{0}, {1}, {2} of {3}", title, status, position, length),
    });
  }
}

export function commandTitle({ label, run }: QueueCommand): string {
  return label ?? runText(run);
}

/** What it waits for, by name; undefined for nothing. An id without a command, as a merge can leave it, is shown as it is. */
export function afterText({ commands }: Queue, { after = [] }: QueueCommand): string | undefined {
  const names = after.map((id) => {
    const other = commands.find((command) => command.id === id);
    return other === undefined ? id : commandTitle(other);
  });
  return names.length === 0 ? undefined : names.join(", ");
}

export function queueRows({ folder, value }: FolderSnapshot<Listing<Queue>>): readonly Row[] {
  return [...problemRows(folder, value.problems), ...value.items.map((queue) => new QueueRow(folder, queue))];
}
