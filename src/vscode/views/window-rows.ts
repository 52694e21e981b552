import * as vscode from "vscode";
import type { OwnerRecord } from "../../core/locking/owner-record";
import type { Attendance } from "../models/attendance-source";
import type { FolderSnapshot } from "../models/folder-snapshots";
import type { OpenFolder } from "../workspace-folders";
import { LeaseRow, LockRow, WaitRow } from "./lock-rows";
import { writerName } from "./lock-texts";
import { problemRows } from "./problem-row";
import { Row, rowId } from "./row";
import { shortTimeText, Tooltip, timeText } from "./tooltip";

type Presence = "this window" | "attached" | "passing" | "gone";

/** What a writer holds or waits for. */
type Holding = LockRow | LeaseRow | WaitRow;

/** A window or a command line, with what it holds beneath. */
export class WriterRow extends Row {
  constructor(
    readonly folder: OpenFolder,
    readonly writer: OwnerRecord,
    readonly presence: Presence,
    readonly children: readonly Holding[],
  ) {
    super();
  }

  item(): vscode.TreeItem {
    const { app, pid, host, since, writer } = this.writer;
    const isWindow = app.startsWith("window ");
    const name = writerName(this.writer);
    const item = new vscode.TreeItem(name, collapsible(this.children));
    const place = vscode.l10n.t("pid {0} · {1} · since {2}", pid, host, shortTimeText(since));
    item.id = rowId("writer", this.folder, writer);
    item.description = withPresence(this.presence, place);
    item.iconPath = new vscode.ThemeIcon(
      this.presence === "gone" ? "debug-disconnect" : isWindow ? "window" : "terminal",
    );
    item.contextValue = "writer";
    item.tooltip = new Tooltip()
      .heading(name)
      .paragraph(this.presence === "gone" ? vscode.l10n.t("Its process is gone.") : undefined)
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

/**
 * Everybody who is attached, this window first, and whoever holds or waits for a lock or lease without being attached,
 * such as a single command.
 *
 * @param ownId the writer id of this window
 */
export function windowRows({ folder, value }: FolderSnapshot<Attendance>, ownId: string): readonly Row[] {
  const { locks, leases, problems } = value;
  const busy = [...locks, ...leases]
    .flatMap(({ owner }) => owner ?? [])
    .concat(locks.flatMap(({ waiting }) => waiting));
  const writers = new Map([...value.writers, ...busy].reverse().map((owner) => [owner.writer, owner]));
  const rows = [...writers.values()].toSorted(byArrival(ownId)).map((owner) => {
    return new WriterRow(folder, owner, presenceOf(owner, value, ownId), holdingsOf(owner, folder, value));
  });
  const unknown = locks.filter(({ owner }) => owner === undefined).map((lock) => new LockRow(folder, lock));
  const unknownRows = unknown.length === 0 ? [] : [new UnknownWriterRow(folder, unknown)];
  return [...problemRows(folder, problems), ...rows, ...unknownRows];
}

function presenceOf({ writer }: OwnerRecord, { writers, locks }: Attendance, ownId: string): Presence {
  if (writer === ownId) {
    return "this window";
  }
  if (writers.some((attached) => attached.writer === writer)) {
    return "attached";
  }
  return locks.some(({ owner, alive }) => owner?.writer === writer && !alive) ? "gone" : "passing";
}

function withPresence(presence: Presence, place: string): string {
  switch (presence) {
    case "this window":
      return vscode.l10n.t("this window · {0}", place);
    case "gone":
      return vscode.l10n.t("gone · {0}", place);
    default:
      return place;
  }
}

function holdingsOf({ writer }: OwnerRecord, folder: OpenFolder, { locks, leases }: Attendance): readonly Holding[] {
  return [
    ...locks.filter(({ owner }) => owner?.writer === writer).map((lock) => new LockRow(folder, lock)),
    ...leases.filter(({ owner }) => owner.writer === writer).map((lease) => new LeaseRow(folder, lease)),
    ...locks.flatMap((lock) =>
      lock.waiting.filter((waiter) => waiter.writer === writer).map((waiter) => new WaitRow(folder, lock, waiter)),
    ),
  ];
}

function byArrival(ownId: string): (left: OwnerRecord, right: OwnerRecord) => number {
  const rank = ({ writer }: OwnerRecord) => (writer === ownId ? 0 : 1);
  return (left, right) => rank(left) - rank(right) || left.since.localeCompare(right.since);
}

function collapsible(children: readonly Row[]): vscode.TreeItemCollapsibleState {
  return children.length === 0 ? vscode.TreeItemCollapsibleState.None : vscode.TreeItemCollapsibleState.Expanded;
}
