import * as vscode from "vscode";
import type { Group, Session } from "../../core/groups/group";
import { progress } from "../../core/groups/group-rules";
import { possibleForGroup, possibleForSession } from "../../core/groups/possible-verbs";
import type { Listing } from "../../core/records/named-document-repository";
import type { FolderSnapshot } from "../models/folder-snapshots";
import type { OpenFolder } from "../workspace-folders";
import { runText } from "./job-appearance";
import { holderItem, jobItem } from "./job-items";
import { problemRows } from "./problem-row";
import { Row, rowId } from "./row";

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
    const isArchived = group.status === "archived";
    return holderItem(group, {
      id: rowId("group", folder, group.id),
      context: [isArchived ? "group.archived" : "group", possibleForGroup(group)],
      jobs: group.sessions,
      counts: progress(group),
      isNew: group.status === "created",
      isFolded: isArchived,
      jobsTitle: vscode.l10n.t("Sessions"),
      fact: [vscode.l10n.t("Cost"), costText(group)],
      spoken: (status, done) => vscode.l10n.t("Group {0}, {1}, sessions: {2}", group.name, status, done),
    });
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
    const { name } = session;
    const runs = runText(session.run);
    return jobItem(session, {
      id: rowId("session", folder, group.id, session.id),
      context: ["session", possibleForSession(group, session)],
      title: name,
      heading: name,
      details: [runs],
      waitsFor: dependencyNames(group, session),
      spoken: (status) => vscode.l10n.t("{0}, {1}, {2}", name, status, runs),
    });
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
