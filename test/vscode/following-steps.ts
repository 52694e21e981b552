import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as vscode from "vscode";
import { anchorAt } from "../../src/core/bookmarks/anchor";
import { eventually } from "../helpers/eventually";
import { forgetEverything, lockstep, state, stateFile, workspaceFolder } from "./running-extension";

// What the tests of following do and see. Bookmarks are labelled with the text that their line had.

/** By label: the line, or that the line is gone. */
export type Places = Readonly<Record<string, number | "orphaned">>;

export const fileOf = (path: string) => join(workspaceFolder(), path);
export const uriOf = (path: string) => vscode.Uri.file(fileOf(path));

export function write(path: string, ...lines: readonly string[]): void {
  mkdirSync(dirname(fileOf(path)), { recursive: true });
  writeFileSync(fileOf(path), lines.join("\n"));
}

/** The same, and VS Code has noticed: of a file that comes and goes at once it tells nothing. */
export async function writeNoticed(path: string, ...lines: readonly string[]): Promise<void> {
  const watcher = vscode.workspace.createFileSystemWatcher("**/*");
  const noticed = new Set<string>();
  watcher.onDidCreate(({ fsPath }) => noticed.add(fsPath));
  watcher.onDidChange(({ fsPath }) => noticed.add(fsPath));
  try {
    write(path, ...lines);
    const isNoticed = () => [...noticed].some((one) => fileOf(path).startsWith(one));
    await eventually("VS Code sees the file", isNoticed);
  } finally {
    watcher.dispose();
  }
}

/** Sets a bookmark on each of these lines of a file on the disk. */
export async function mark(path: string, ...lines: readonly number[]): Promise<void> {
  const text = readFileSync(fileOf(path), "utf8").split("\n");
  const { bookmarks } = await state();
  await bookmarks.importAll(
    lines.map((line) => ({ path, line, label: text[line - 1]?.trim() ?? "", anchor: anchorAt(text, line) })),
  );
  const { models } = await lockstep();
  await models.bookmarks.current();
}

export async function open(path: string): Promise<vscode.TextEditor> {
  const editor = await vscode.window.showTextDocument(uriOf(path), { preview: false });
  await eventually("it is the active one", () => vscode.window.activeTextEditor === editor);
  return editor;
}

export function moveCursor(editor: vscode.TextEditor, ...lines: readonly number[]): void {
  editor.selections = lines.map((line) => new vscode.Selection(line - 1, 0, line - 1, 0));
}

/** What this window shows in a document. */
export async function seen(document: vscode.TextDocument): Promise<Places> {
  const { bookmarkedLines } = await lockstep();
  const here = bookmarkedLines.in(document).map(({ bookmark: { label, line } }) => [label, line]);
  const gone = bookmarkedLines.orphansIn(document).map(({ bookmark: { label } }) => [label, "orphaned"]);
  return Object.fromEntries([...here, ...gone]);
}

interface Recorded {
  readonly label: string;
  readonly path: string;
  readonly line: number;
  readonly state: string;
  readonly anchor: { readonly text: string };
}

/** What the document says, to everybody. */
export function recorded(root = stateFile()): readonly Recorded[] {
  return JSON.parse(readFileSync(join(root, "bookmarks.json"), "utf8")).bookmarks;
}

export function recordedPlaces(path?: string): Places {
  const records = recorded().filter((one) => path === undefined || one.path === path);
  return Object.fromEntries(records.map(({ label, line, state: is }) => [label, is === "orphaned" ? is : line]));
}

async function becomes<T>(what: string, expected: T, read: () => T | Promise<T>): Promise<void> {
  const isThere = async () => {
    try {
      assert.deepEqual(await read(), expected);
      return true;
    } catch {
      return false;
    }
  };
  await eventually(what, isThere).catch(async (error: unknown) => assert.deepEqual(await read(), expected, `${error}`));
}

/** Waits until the document says so. */
export function tells(expected: Places, path?: string): Promise<void> {
  return becomes("the document says so", expected, () => recordedPlaces(path));
}

/** Waits until this window shows so. */
export function shows(document: vscode.TextDocument, expected: Places): Promise<void> {
  return becomes("the window shows so", expected, () => seen(document));
}

export async function hasPaths(...expected: readonly string[]): Promise<void> {
  await becomes("the paths", [...expected].sort(), () => [...new Set(recorded().map(({ path }) => path))].sort());
}

export function git(...args: readonly string[]): void {
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...args], {
    cwd: workspaceFolder(),
    stdio: "pipe",
  });
}

/** Takes away what {@link write} and {@link git} left. */
export async function cleanUp(): Promise<void> {
  await vscode.workspace.saveAll(false);
  await forgetEverything();
  for (const name of ["follow", "follow2", "moved", ".git"]) {
    rmSync(fileOf(name), { recursive: true, force: true });
  }
}
