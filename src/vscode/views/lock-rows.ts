import * as vscode from "vscode";
import type { OwnerRecord } from "../../core/locking/owner-record";
import type { LeaseHeld, LockOnDocument } from "../../core/storage/status";
import type { OpenFolder } from "../workspace-folders";
import { lineText, placeInLine, takeoversText, waitingText, writerText } from "./lock-texts";
import { Row, rowId } from "./row";
import { shortTimeText, Tooltip, timeText } from "./tooltip";

/** A lock that a writer holds or, dead, left behind. */
export class LockRow extends Row {
  readonly children: readonly Row[] = [];

  constructor(
    readonly folder: OpenFolder,
    readonly lock: LockOnDocument,
  ) {
    super();
  }

  item(): vscode.TreeItem {
    const { document, owner, alive, type, waiting } = this.lock;
    const item = new vscode.TreeItem(document, vscode.TreeItemCollapsibleState.None);
    item.id = rowId("lock", this.folder, document, owner?.token ?? type);
    item.description = this.details().join(" · ");
    item.iconPath = alive
      ? new vscode.ThemeIcon("lock")
      : new vscode.ThemeIcon("lock", new vscode.ThemeColor("list.warningForeground"));
    item.contextValue = "lock";
    item.tooltip = new Tooltip()
      .heading(document)
      .paragraph(item.description)
      .paragraph(this.whatIsNext())
      .fact(vscode.l10n.t("Held by"), owner && writerText(owner))
      .fact(vscode.l10n.t("Held since"), timeText(owner?.since))
      .fact(vscode.l10n.t("Waiting"), lineText(waiting))
      .build();
    item.accessibilityInformation = { label: this.spoken(item.description) };
    return item;
  }

  private details(): readonly string[] {
    const { owner, alive, type, waiting } = this.lock;
    const kind = type === "shared" ? vscode.l10n.t("shared lock") : vscode.l10n.t("lock");
    const state = alive ? kind : vscode.l10n.t("{0} of an owner that is gone", kind);
    const since = owner && vscode.l10n.t("since {0}", shortTimeText(owner.since));
    const next = alive ? undefined : vscode.l10n.t("takeover soon");
    return [state, next, since, takeoversText(owner), waitingText(waiting)].filter((text) => text !== undefined);
  }

  private whatIsNext(): string | undefined {
    const { alive, waiting } = this.lock;
    if (alive) {
      return undefined;
    }
    return waiting.length > 0
      ? vscode.l10n.t("The first in line takes it over.")
      : vscode.l10n.t("The next change of the document takes it over.");
  }

  private spoken(description: string): string {
    const { document, waiting } = this.lock;
    const line = lineText(waiting);
    return line === undefined
      ? vscode.l10n.t("{0}, {1}", document, description)
      : vscode.l10n.t("{0}, {1}: {2}", document, description, line);
  }
}

/** A lock that a writer waits for. */
export class WaitRow extends Row {
  readonly children: readonly Row[] = [];

  constructor(
    readonly folder: OpenFolder,
    readonly lock: LockOnDocument,
    readonly waiter: OwnerRecord,
  ) {
    super();
  }

  item(): vscode.TreeItem {
    const { document, owner, waiting } = this.lock;
    const title = vscode.l10n.t("waiting for {0}", document);
    const place = placeInLine(waiting.indexOf(this.waiter) + 1);
    const item = new vscode.TreeItem(title, vscode.TreeItemCollapsibleState.None);
    item.id = rowId("wait", this.folder, document, this.waiter.token);
    item.description = `(${place})`;
    item.iconPath = new vscode.ThemeIcon("watch");
    item.contextValue = "wait";
    item.tooltip = new Tooltip()
      .heading(title)
      .paragraph(place)
      .fact(vscode.l10n.t("Held by"), owner && writerText(owner))
      .fact(vscode.l10n.t("Waiting since"), timeText(this.waiter.since))
      .build();
    item.accessibilityInformation = { label: vscode.l10n.t("{0}, {1}", title, place) };
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
