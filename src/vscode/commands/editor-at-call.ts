import { AsyncLocalStorage } from "node:async_hooks";
import * as vscode from "vscode";

/** An editor, and its cursors at some time. */
export interface EditorMoment {
  readonly document: vscode.TextDocument;
  readonly selections: readonly vscode.Selection[];
}

interface Call extends EditorMoment {
  readonly version: number;
}

const calls = new AsyncLocalStorage<Call | undefined>();

/** Runs a command in the turn in which it is called: VS Code may tell of the next keys in the same one. */
export function atCall<T>(command: () => T): T {
  return calls.run(now(), command);
}

/**
 * The editor that a command is about: the one in front when it was called, with its cursors then. Whoever presses the next
 * key while a command waits for something has moved on. In a text that was edited since, cursors are where they are now:
 * what was on line 3 may be on line 4.
 */
export function editorMeant(): EditorMoment | undefined {
  const call = calls.getStore();
  const isAsItWas = call !== undefined && !call.document.isClosed && call.document.version === call.version;
  return isAsItWas ? call : now();
}

function now(): Call | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor && { document: editor.document, selections: editor.selections, version: editor.document.version };
}
