import * as vscode from "vscode";
import type { Group, Session } from "../../core/groups/group";
import { progress } from "../../core/groups/group-rules";
import type { Listing } from "../../core/records/named-document-repository";
import type { FolderSnapshot } from "../models/folder-snapshots";
import type { OpenFolder } from "../workspace-folders";
import { jobIcon, jobTooltip, progressText, runText, statusText } from "./job-appearance";
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
    const shown = [progressText(counts), ...(group.status === "created" ? [] : [statusText(group.status)])];
    item.id = rowId("group", folder, group.id);
    item.description = shown.join(" · ");
    item.iconPath = new vscode.ThemeIcon(isArchived ? "archive" : "layers");
    item.contextValue = isArchived ? "group.archived" : "group";
    item.tooltip = new Tooltip()
      .heading(group.name)
      .paragraph(group.description)
      .fact(vscode.l10n.t("Status"), statusText(group.status))
      .fact(vscode.l10n.t("Sessions"), progressText(counts))
      .build();
    item.accessibilityInformation = {
      label: vscode.l10n.t("Group {0}, {1}, sessions: {2}", group.name, statusText(group.status), progressText(counts)),
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

  item(): vscode.TreeItem {
    const { folder, group, session } = this;
    const item = new vscode.TreeItem(session.name, vscode.TreeItemCollapsibleState.None);
    const waitsFor = dependencyNames(group, session);
    item.id = rowId("session", folder, group.id, session.id);
    item.description = [
      runText(session.run),
      ...(waitsFor === "" ? [] : [vscode.l10n.t("after {0}", waitsFor)]),
      ...(session.status === "pending" ? [] : [statusText(session.status)]),
    ].join(" · ");
    item.iconPath = jobIcon(session);
    item.contextValue = "session";
    item.tooltip = jobTooltip(session.name, session)
      .fact(vscode.l10n.t("Depends on"), waitsFor || undefined)
      .build();
    item.accessibilityInformation = {
      label: vscode.l10n.t("{0}, {1}, {2}", session.name, statusText(session.status), item.description),
    };
    return item;
  }
}

export function groupRows({ folder, value }: FolderSnapshot<Listing<Group>>): readonly Row[] {
  return [...problemRows(folder, value.problems), ...value.items.map((group) => new GroupRow(folder, group))];
}

/** An id without a session, as a merge can leave it, is shown as it is. */
function dependencyNames({ sessions }: Group, { dependsOn }: Session): string {
  return dependsOn.map((id) => sessions.find((session) => session.id === id)?.name ?? id).join(", ");
}
