import * as vscode from "vscode";
import type { Queue, QueueCommand } from "../../core/queues/queue";
import { progress } from "../../core/queues/queue-rules";
import type { Listing } from "../../core/records/named-document-repository";
import type { FolderSnapshot } from "../models/folder-snapshots";
import type { OpenFolder } from "../workspace-folders";
import { jobIcon, jobTooltip, progressText, runText, statusText } from "./job-appearance";
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
    const shown = [progressText(counts), ...(queue.status === "idle" ? [] : [statusText(queue.status)])];
    item.id = rowId("queue", folder, queue.id);
    item.description = shown.join(" · ");
    item.iconPath = new vscode.ThemeIcon("list-ordered");
    item.contextValue = "queue";
    item.tooltip = new Tooltip()
      .heading(queue.name)
      .paragraph(queue.description)
      .fact(vscode.l10n.t("Status"), statusText(queue.status))
      .fact(vscode.l10n.t("Commands"), progressText(counts))
      .fact(vscode.l10n.t("Folder"), queue.cwd)
      .build();
    item.accessibilityInformation = {
      label: vscode.l10n.t("Queue {0}, {1}, commands: {2}", queue.name, statusText(queue.status), progressText(counts)),
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

  item(): vscode.TreeItem {
    const { command, folder, queue } = this;
    const title = commandTitle(command);
    const item = new vscode.TreeItem(title, vscode.TreeItemCollapsibleState.None);
    const details = [
      ...(command.label === undefined ? [] : [runText(command.run)]),
      ...(command.cwd === undefined ? [] : [command.cwd]),
      ...(command.status === "pending" ? [] : [statusText(command.status)]),
    ];
    item.id = rowId("command", folder, queue.id, command.id);
    item.description = details.join(" · ");
    item.iconPath = jobIcon(command);
    item.contextValue = "command";
    item.tooltip = jobTooltip(command.label, command).build();
    const position = queue.commands.indexOf(command) + 1;
    item.accessibilityInformation = {
      label: vscode.l10n.t("{0}, {1}, {2} of {3}", title, statusText(command.status), position, queue.commands.length),
    };
    return item;
  }
}

export function commandTitle({ label, run }: QueueCommand): string {
  return label ?? runText(run);
}

export function queueRows({ folder, value }: FolderSnapshot<Listing<Queue>>): readonly Row[] {
  return [...problemRows(folder, value.problems), ...value.items.map((queue) => new QueueRow(folder, queue))];
}
