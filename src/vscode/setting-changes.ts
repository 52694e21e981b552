import * as vscode from "vscode";
import type { Event } from "../core/events";

/** Tells that the user changed the setting of this name, or one of the section of this name. */
export function changesOf(name: string): Event<void> {
  return (listener) =>
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(name)) {
        listener();
      }
    });
}
