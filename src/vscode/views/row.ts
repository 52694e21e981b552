import type * as vscode from "vscode";
import type { OpenFolder } from "../workspace-folders";

/** One row of a view: what it stands for, the rows beneath it, and how it looks. */
export abstract class Row {
  abstract readonly folder: OpenFolder;
  abstract readonly children: readonly Row[];

  /** Whether it says how long something has been running. */
  get changesWithTime(): boolean {
    return false;
  }

  /** Its id stays the same for as long as the record exists: kind, folder and id of the record. */
  abstract item(): vscode.TreeItem;
}

export function rowId(kind: string, folder: OpenFolder, ...record: readonly string[]): string {
  return [kind, folder.id, ...record].join("|");
}
