import * as vscode from "vscode";
import type { ListProblem } from "../../core/records/named-document-repository";
import { messageOf } from "../messages";
import type { OpenFolder } from "../workspace-folders";
import { Row, rowId } from "./row";
import { Tooltip } from "./tooltip";

/** A document that can't be shown, and why. */
export class ProblemRow extends Row {
  readonly children: readonly Row[] = [];

  constructor(
    readonly folder: OpenFolder,
    readonly problem: ListProblem,
  ) {
    super();
  }

  item(): vscode.TreeItem {
    const { key, error } = this.problem;
    const document = error.document ?? key;
    const item = new vscode.TreeItem(document, vscode.TreeItemCollapsibleState.None);
    item.id = rowId("problem", this.folder, key);
    item.description = withoutLeading(document, messageOf(error));
    item.tooltip = new Tooltip().heading(document).paragraph(messageOf(error)).build();
    item.iconPath = new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"));
    item.contextValue = error.code === "CORRUPT" ? "problem.corrupt" : "problem";
    item.accessibilityInformation = { label: vscode.l10n.t("Problem: {0}", messageOf(error)) };
    return item;
  }
}

/** The row's label names the document already. */
function withoutLeading(document: string, message: string): string {
  return message.startsWith(document) ? message.slice(document.length).replace(/^[:\s]+/, "") : message;
}

export function problemRows(folder: OpenFolder, problems: readonly ListProblem[]): readonly ProblemRow[] {
  return problems.map((problem) => new ProblemRow(folder, problem));
}
