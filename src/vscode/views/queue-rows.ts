import * as vscode from "vscode";
import { possibleForJob } from "../../core/jobs/possible-verbs";
import { possibleForQueue } from "../../core/queues/possible-verbs";
import type { Queue, QueueCommand } from "../../core/queues/queue";
import { progress } from "../../core/queues/queue-rules";
import type { Listing } from "../../core/records/named-document-repository";
import type { FolderSnapshot } from "../models/folder-snapshots";
import type { OpenFolder } from "../workspace-folders";
import {
  contextOf,
  fractionText,
  jobFacts,
  jobIcon,
  jobTooltip,
  progressText,
  runnersText,
  runText,
  statusIcon,
  statusText,
} from "./job-appearance";
import { problemRows } from "./problem-row";
import { Row, rowId } from "./row";
import { Tooltip } from "./tooltip";

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
    const counts = progress(queue);
    const item = new vscode.TreeItem(queue.name, vscode.TreeItemCollapsibleState.Expanded);
    const shown = [fractionText(counts), ...(queue.status === "idle" ? [] : [statusText(queue.status)])];
    const runners = runnersText(queue.commands);
    item.id = rowId("queue", folder, queue.id);
    item.description = shown.join(" · ");
    item.iconPath = statusIcon(queue.status);
    item.contextValue = contextOf("queue", possibleForQueue(queue));
    item.tooltip = new Tooltip()
      .heading(queue.name)
      .paragraph(queue.description)
      .fact(vscode.l10n.t("Status"), statusText(queue.status))
      .fact(vscode.l10n.t("Commands"), progressText(counts))
      .fact(vscode.l10n.t("Running in"), runners)
      .fact(vscode.l10n.t("Folder"), queue.cwd)
      .build();
    item.accessibilityInformation = {
      label: [
        vscode.l10n.t("Queue {0}, {1}, commands: {2}", queue.name, statusText(queue.status), progressText(counts)),
        ...(runners === undefined ? [] : [vscode.l10n.t("running in {0}", runners)]),
      ].join(", "),
    };
    return item;
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
    const title = commandTitle(command);
    const item = new vscode.TreeItem(title, vscode.TreeItemCollapsibleState.None);
    const waitsFor = afterText(queue, command);
    const facts = jobFacts(command, waitsFor);
    const details = [
      ...(command.label === undefined ? [] : [runText(command.run)]),
      ...(command.cwd === undefined ? [] : [command.cwd]),
    ];
    item.id = rowId("command", folder, queue.id, command.id);
    item.description = [...details, ...facts].join(" · ");
    item.iconPath = jobIcon(command);
    item.contextValue = contextOf("command", [
      ...possibleForJob(command),
      ...(command.runId === undefined ? [] : ["log"]),
    ]);
    item.tooltip = jobTooltip(command.label, command, waitsFor).build();
    const position = queue.commands.indexOf(command) + 1;
    const status = [statusText(command.status), ...facts.filter((fact) => fact !== statusText(command.status))];
    item.accessibilityInformation = {
      label: vscode.l10n.t("{0}, {1}, {2} of {3}", title, status.join(", "), position, queue.commands.length),
    };
    return item;
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
