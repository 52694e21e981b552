import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import * as vscode from "vscode";
import type { StateFolder } from "../../src/core/state-folder";
import type { CommandId, CommandTable } from "../../src/vscode/commands/command-table";
import type { TestApi } from "../../src/vscode/test-api";
import type { Row } from "../../src/vscode/views/row";
import type { Tree } from "../../src/vscode/views/views";
import { eventually } from "../helpers/eventually";

/** One row of a tree as a person reads it. */
export interface ShownRow {
  readonly label: string;
  readonly description: string;
  readonly item: vscode.TreeItem;
  readonly children: readonly ShownRow[];
}

/** Lockstep as it runs in this VS Code. */
export async function lockstep(): Promise<TestApi> {
  const extension = vscode.extensions.getExtension<TestApi>("lockstep.lockstep");
  assert.ok(extension, "Lockstep is installed");
  const api = await extension.activate();
  await api.ready;
  return api;
}

export function workspaceFolder(): string {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, "a folder is open");
  return folder.uri.fsPath;
}

export function stateFile(...path: readonly string[]): string {
  return join(workspaceFolder(), ".lockstep", ...path);
}

export function readDocument(...path: readonly string[]): Record<string, unknown> {
  return JSON.parse(readFileSync(stateFile(...path), "utf8"));
}

export async function state(): Promise<StateFolder> {
  const [folder] = (await lockstep()).folders.all;
  assert.ok(folder);
  return folder.state;
}

/** Runs a command as VS Code does, with the arguments that the table says it takes. */
export async function run<Id extends CommandId>(id: Id, ...args: CommandTable[Id]): Promise<unknown> {
  return await vscode.commands.executeCommand(id, ...args);
}

/** Runs a command on a row of a view, or on several, as a click in its menu does. */
export async function runOn(id: CommandId, row: Row, selection?: readonly Row[]): Promise<unknown> {
  return await vscode.commands.executeCommand(id, row, selection);
}

/** Runs the built command line in a process of its own, on the folder that this window has open. */
export async function lockstepCommand(...args: readonly string[]): Promise<string> {
  const cli = join(vscode.extensions.getExtension("lockstep.lockstep")?.extensionPath ?? "", "dist", "cli.js");
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: "1" };
  const { stdout } = await promisify(execFile)(process.execPath, [cli, ...args], { cwd: workspaceFolder(), env });
  return stdout;
}

/** All rows of a tree, as they are shown now. */
export async function rowsOf(tree: Tree, parent?: Parameters<Tree["getChildren"]>[0]): Promise<readonly ShownRow[]> {
  const rows = (await tree.getChildren(parent)) ?? [];
  return await Promise.all(
    rows.map(async (row) => {
      const item = await tree.getTreeItem(row);
      const label = typeof item.label === "string" ? item.label : (item.label?.label ?? "");
      return { label, description: String(item.description ?? ""), item, children: await rowsOf(tree, row) };
    }),
  );
}

/** The same as indented text, which is easy to compare. */
export async function outline(tree: Tree): Promise<string> {
  return lines(await rowsOf(tree)).join("\n");
}

function lines(rows: readonly ShownRow[], indent = ""): readonly string[] {
  return rows.flatMap(({ label, children }) => [`${indent}${label}`, ...lines(children, `${indent}  `)]);
}

export async function shows(tree: Tree, expected: string): Promise<void> {
  let last = "";
  await eventually(`the tree shows:\n${expected}`, async () => {
    last = await outline(tree);
    return last === expected;
  }).catch((error: unknown) => assert.equal(last, expected, String(error)));
}

/** The first row with this label, wherever it is, for commands that get one. */
export async function findRow(tree: Tree, label: string) {
  return await eventually(`the row ${label}`, async () => search(tree, label, await tree.getChildren()));
}

type Rows = Awaited<ReturnType<Tree["getChildren"]>>;

async function search(tree: Tree, label: string, rows: Rows): Promise<NonNullable<Rows>[number] | undefined> {
  for (const row of rows ?? []) {
    const item = await tree.getTreeItem(row);
    const found = item.label === label ? row : await search(tree, label, await tree.getChildren(row));
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/** Opens a file of the sample workspace with cursors on `lines`, from 1. */
export async function openAt(path: string, ...lines: readonly number[]): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(join(workspaceFolder(), path));
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  editor.selections = lines.map((line) => new vscode.Selection(line - 1, 0, line - 1, 0));
  await eventually("the cursors are there", () => editor.selection.active.line === (lines[0] ?? 1) - 1);
  return editor;
}

/** Takes everything away that a test left, as if somebody had deleted the state folder and the global one. */
export async function forgetEverything(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  const { folders, models, viewChoices } = await lockstep();
  for (const { state } of folders.withGlobal.all) {
    rmSync(state.root, { recursive: true, force: true });
  }
  await viewChoices.change({ grouping: "file", sorting: "path", hidesPositions: false, filter: {} });
  await eventually("nothing is left", async () => {
    await models.refresh();
    const { bookmarks, groups, queues } = models;
    const listings = [...bookmarks.latest, ...groups.latest, ...queues.latest].map(({ value }) => value);
    return listings.every(({ items, problems }) => items.length + problems.length === 0);
  });
}
