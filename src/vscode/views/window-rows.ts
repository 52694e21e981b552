import * as vscode from "vscode";
import type { OwnerRecord } from "../../core/locking/owner-record";
import type { LeaseHeld, LockOnDocument } from "../../core/storage/status";
import type { FolderSnapshot } from "../models/folder-snapshots";
import type { Attendance } from "../models/listings";
import type { OpenFolder } from "../workspace-folders";
import { problemRows } from "./problem-row";
import { Row, rowId } from "./row";
import { shortTimeText, Tooltip, timeText } from "./tooltip";

type Presence = "this window" | "attached" | "passing";

/** A window or a command line, with what it holds beneath. */
export class WriterRow extends Row {
  constructor(
    readonly folder: OpenFolder,
    readonly writer: OwnerRecord,
    readonly presence: Presence,
    readonly children: readonly (LockRow | LeaseRow)[],
  ) {
    super();
  }

  item(): vscode.TreeItem {
    const { app, pid, host, since, writer } = this.writer;
    const isWindow = app.startsWith("window ");
    const name = app.replace(/^(window|cli) /, "");
    const item = new vscode.TreeItem(name, collapsible(this.children));
    const place = vscode.l10n.t("pid {0} · {1} · since {2}", pid, host, shortTimeText(since));
    item.id = rowId("writer", this.folder, writer);
    item.description = this.presence === "this window" ? vscode.l10n.t("this window · {0}", place) : place;
    item.iconPath = new vscode.ThemeIcon(isWindow ? "window" : "terminal");
    item.contextValue = "writer";
    item.tooltip = new Tooltip()
      .heading(name)
      .fact(vscode.l10n.t("Kind"), isWindow ? vscode.l10n.t("window") : vscode.l10n.t("command line"))
      .fact(vscode.l10n.t("Process"), String(pid))
      .fact(vscode.l10n.t("Machine"), host)
      .fact(vscode.l10n.t("Here since"), timeText(since))
      .fact(vscode.l10n.t("Writer"), writer)
      .build();
    item.accessibilityInformation = { label: `${name}, ${item.description}` };
    return item;
  }
}

/** Who holds a lock can't be read from its file. */
export class UnknownWriterRow extends Row {
  constructor(
    readonly folder: OpenFolder,
    readonly children: readonly LockRow[],
  ) {
    super();
  }

  item(): vscode.TreeItem {
    const item = new vscode.TreeItem(vscode.l10n.t("Unknown"), vscode.TreeItemCollapsibleState.Expanded);
    item.id = rowId("unknown", this.folder);
    item.iconPath = new vscode.ThemeIcon("question");
    item.contextValue = "unknown";
    item.tooltip = vscode.l10n.t("Locks whose files don't say who holds them.");
    return item;
  }
}

export class LockRow extends Row {
  readonly children: readonly Row[] = [];

  constructor(
    readonly folder: OpenFolder,
    readonly lock: LockOnDocument,
  ) {
    super();
  }

  item(): vscode.TreeItem {
    const { document, owner, alive, type } = this.lock;
    const item = new vscode.TreeItem(document, vscode.TreeItemCollapsibleState.None);
    const kind = type === "shared" ? vscode.l10n.t("shared lock") : vscode.l10n.t("lock");
    item.id = rowId("lock", this.folder, document, owner?.token ?? "");
    item.description = alive ? kind : vscode.l10n.t("{0} of an owner that is gone", kind);
    item.iconPath = new vscode.ThemeIcon("lock");
    item.contextValue = "lock";
    item.tooltip = new Tooltip()
      .heading(document)
      .paragraph(item.description)
      .fact(vscode.l10n.t("Held since"), timeText(owner?.since))
      .build();
    item.accessibilityInformation = { label: `${document}, ${item.description}` };
    return item;
  }
}

export class LeaseRow extends Row {
  readonly children: readonly Row[] = [];

  constructor(
    readonly folder: OpenFolder,
    readonly lease: LeaseHeld,
  ) {
    super();
  }

  item(): vscode.TreeItem {
    const { name, owner } = this.lease;
    const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.None);
    item.id = rowId("lease", this.folder, name);
    item.description = vscode.l10n.t("lease");
    item.iconPath = new vscode.ThemeIcon("key");
    item.contextValue = "lease";
    item.tooltip = new Tooltip().heading(name).fact(vscode.l10n.t("Held since"), timeText(owner.since)).build();
    item.accessibilityInformation = { label: vscode.l10n.t("lease on {0}", name) };
    return item;
  }
}

/**
 * Everybody who is attached, this window first, and whoever holds a lock or lease without being attached, such as a single
 * command.
 *
 * @param ownId the writer id of this window
 */
export function windowRows({ folder, value }: FolderSnapshot<Attendance>, ownId: string): readonly Row[] {
  const holders = [...value.locks, ...value.leases].flatMap(({ owner }) => owner ?? []);
  const attached = new Set(value.writers.map(({ writer }) => writer));
  const writers = new Map([...value.writers, ...holders].reverse().map((owner) => [owner.writer, owner]));
  const rows = [...writers.values()].toSorted(byArrival(ownId)).map((owner) => {
    const presence = owner.writer === ownId ? "this window" : attached.has(owner.writer) ? "attached" : "passing";
    return new WriterRow(folder, owner, presence, heldBy(owner, folder, value));
  });
  const unknown = value.locks.filter(({ owner }) => owner === undefined).map((lock) => new LockRow(folder, lock));
  const unknownRows = unknown.length === 0 ? [] : [new UnknownWriterRow(folder, unknown)];
  return [...problemRows(folder, value.problems), ...rows, ...unknownRows];
}

function heldBy(
  { writer }: OwnerRecord,
  folder: OpenFolder,
  { locks, leases }: Attendance,
): readonly (LockRow | LeaseRow)[] {
  return [
    ...locks.filter(({ owner }) => owner?.writer === writer).map((lock) => new LockRow(folder, lock)),
    ...leases.filter(({ owner }) => owner.writer === writer).map((lease) => new LeaseRow(folder, lease)),
  ];
}

function byArrival(ownId: string): (left: OwnerRecord, right: OwnerRecord) => number {
  const rank = ({ writer }: OwnerRecord) => (writer === ownId ? 0 : 1);
  return (left, right) => rank(left) - rank(right) || left.since.localeCompare(right.since);
}

function collapsible(children: readonly Row[]): vscode.TreeItemCollapsibleState {
  return children.length === 0 ? vscode.TreeItemCollapsibleState.None : vscode.TreeItemCollapsibleState.Expanded;
}
