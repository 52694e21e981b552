import * as vscode from "vscode";
import type { Bookmark } from "../../../src/core/bookmarks/bookmark";
import type { CommandId } from "../../../src/vscode/commands/command-table";
import { lockstep, openAt, run, state } from "../running-extension";

/** One test for every command there is; a command without one does not compile. */
export type CommandTests<Id extends CommandId = CommandId> = {
  readonly [Key in Id]: readonly [does: string, test: () => Promise<unknown>];
};

export async function bookmarks(): Promise<readonly Bookmark[]> {
  return await (await state()).bookmarks.list();
}

export async function places(): Promise<readonly string[]> {
  return (await bookmarks()).map(({ path, line }) => `${path}:${line}`);
}

/** Where the cursor is: `src/app.ts:5`. */
export function position(): string {
  const editor = vscode.window.activeTextEditor;
  return `${vscode.workspace.asRelativePath(editor?.document.uri ?? "")}:${(editor?.selection.active.line ?? -1) + 1}`;
}

/** Sets bookmarks on lines (from 1) as a person does, and leaves the cursor on the first. */
export async function bookmark(path: string, ...lines: readonly number[]): Promise<void> {
  const editor = await openAt(path, ...lines);
  await run("lockstep.bookmark.toggle");
  const [first = 1] = lines;
  editor.selection = new vscode.Selection(first - 1, 0, first - 1, 0);
  await (await lockstep()).models.bookmarks.current();
}

/** What following does when the line of a bookmark went away. */
export async function loseLine(bookmark: Bookmark): Promise<void> {
  const { bookmarks } = await state();
  const anchor = { text: "this line is in no file", before: [], after: [] };
  await bookmarks.follow([{ ...bookmark, anchor, from: bookmark, state: "orphaned" }]);
  await (await lockstep()).models.refresh();
}

export function visible(path: string): boolean {
  return vscode.window.visibleTextEditors.some(({ document }) => document.uri.path.endsWith(path));
}
