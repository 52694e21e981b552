import * as vscode from "vscode";
import type { Group, Session } from "../../core/groups/group";
import { progress } from "../../core/groups/group-rules";
import { possibleForGroup, possibleForSession } from "../../core/groups/possible-verbs";
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

export class GroupRow extends Row {
  readonly children: readonly SessionRow[];

  constructor(
    readonly folder: OpenFolder,
    readonly group: Group,
  ) {
    super();
    this.children = group.sessions.map((session) => new SessionRow(folder, group, session));
  }

  item(): vscode.TreeItem {
    const { group, folder } = this;
    const counts = progress(group);
    const isArchived = group.status === "archived";
    const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(group.name, isArchived ? Collapsed : Expanded);
    const shown = [fractionText(counts), ...(group.status === "created" ? [] : [statusText(group.status)])];
    const runners = runnersText(group.sessions);
    item.id = rowId("group", folder, group.id);
    item.description = shown.join(" · ");
    item.iconPath = statusIcon(group.status);
    item.contextValue = contextOf(isArchived ? "group.archived" : "group", possibleForGroup(group));
    item.tooltip = new Tooltip()
      .heading(group.name)
      .paragraph(group.description)
      .fact(vscode.l10n.t("Status"), statusText(group.status))
      .fact(vscode.l10n.t("Sessions"), progressText(counts))
      .fact(vscode.l10n.t("Running in"), runners)
      .fact(vscode.l10n.t("Cost"), costText(group))
      .build();
    item.accessibilityInformation = {
      label: [
        vscode.l10n.t("Group {0}, {1}, sessions: {2}", group.name, statusText(group.status), progressText(counts)),
        ...(runners === undefined ? [] : [vscode.l10n.t("running in {0}", runners)]),
      ].join(", "),
    };
    return item;
  }
}

export class SessionRow extends Row {
  readonly children: readonly Row[] = [];

  constructor(
    readonly folder: OpenFolder,
    readonly group: Group,
    readonly session: Session,
  ) {
    super();
  }

  override get changesWithTime(): boolean {
    return this.session.status === "running";
  }

  item(): vscode.TreeItem {
    const { folder, group, session } = this;
    const item = new vscode.TreeItem(session.name, vscode.TreeItemCollapsibleState.None);
    const waitsFor = dependencyNames(group, session);
    const facts = jobFacts(session, waitsFor);
    item.id = rowId("session", folder, group.id, session.id);
    item.description = [runText(session.run), ...facts].join(" · ");
    item.iconPath = jobIcon(session);
    item.contextValue = contextOf("session", [
      ...possibleForSession(group, session),
      ...(session.runId === undefined ? [] : ["log"]),
    ]);
    item.tooltip = jobTooltip(session.name, session, waitsFor).build();
    const status = [statusText(session.status), ...facts.filter((fact) => fact !== statusText(session.status))];
    item.accessibilityInformation = {
      label: vscode.l10n.t("{0}, {1}, {2}", session.name, status.join(", "), runText(session.run)),
    };
    return item;
  }
}

export function groupRows({ folder, value }: FolderSnapshot<Listing<Group>>): readonly Row[] {
  return [...problemRows(folder, value.problems), ...value.items.map((group) => new GroupRow(folder, group))];
}

/** Undefined for none. An id without a session, as a merge can leave it, is shown as it is. */
function dependencyNames({ sessions }: Group, { dependsOn }: Session): string | undefined {
  const names = dependsOn.map((id) => sessions.find((session) => session.id === id)?.name ?? id);
  return names.length === 0 ? undefined : names.join(", ");
}

/** What its sessions cost, of what they may. */
function costText(group: Group): string | undefined {
  const { costUsd } = progress(group);
  const most = group.config.budget?.maxUsd;
  if (most !== undefined) {
    return vscode.l10n.t("{0} of {1}", `$${costUsd.toFixed(2)}`, `$${most.toFixed(2)}`);
  }
  return costUsd === 0 ? undefined : `$${costUsd.toFixed(2)}`;
}
