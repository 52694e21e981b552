import { isDeepStrictEqual } from "node:util";
import * as vscode from "vscode";

/** What `when` clauses in package.json may ask. */
export interface ContextValues {
  readonly "lockstep.hasBookmarks": boolean;
  readonly "lockstep.fileHasBookmarks": boolean;
  /** Lines of the active editor, from 1. */
  readonly "lockstep.bookmarkedLines": readonly number[];
  readonly "lockstep.hasLists": boolean;
  readonly "lockstep.bookmarkGrouping": "file" | "list" | "none";
  readonly "lockstep.bookmarkSorting": "path" | "label" | "age" | "manual";
  readonly "lockstep.hidesPositions": boolean;
  readonly "lockstep.filtersBookmarks": boolean;
  readonly "lockstep.canUndo": boolean;
  readonly "lockstep.canRedo": boolean;
  readonly "lockstep.inTour": boolean;
  readonly "lockstep.hasGroups": boolean;
  readonly "lockstep.hasSessions": boolean;
  readonly "lockstep.hasQueues": boolean;
  readonly "lockstep.hasQueuedCommands": boolean;
}

/** Tells VS Code of a context value when it has changed. */
export class ContextKeys {
  private known: Partial<ContextValues> = {};

  set(values: Partial<ContextValues>): void {
    const before: Readonly<Record<string, unknown>> = { ...this.known };
    this.known = { ...this.known, ...values };
    for (const [key, value] of Object.entries(values)) {
      if (!isDeepStrictEqual(before[key], value)) {
        void vscode.commands.executeCommand("setContext", key, value);
      }
    }
  }
}
