// Runs inside the extension host: does what a person does, and measures how long the event loop is busy with it.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import * as vscode from "vscode";
import { type Measures, type Orders, ordersFile } from "./measures";
import { largeFiles, plainFile } from "./sample";

/** Milliseconds after which what an edit set off has happened: longer than any debounce, with its write. */
const settled = 3_000;
const characters = 200;
const newLines = 50;

/** What the extensions that are measured tell of themselves. */
interface Api {
  readonly writes?: () => number;
  readonly folders?: { readonly counters: { readonly writes: number } };
}

export async function run(): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const root = folder?.uri.fsPath ?? "";
  const orders: Orders = JSON.parse(readFileSync(join(root, ordersFile), "utf8"));
  writeFileSync(orders.report, JSON.stringify(await measure(root, orders.extension)));
}

async function measure(root: string, id: string): Promise<Measures> {
  await delay(settled);
  const before = memory();
  const extension = vscode.extensions.getExtension<Api | undefined>(id);
  const begin = performance.eventLoopUtilization();
  const api = await extension?.activate();
  const activation = performance.eventLoopUtilization(begin).active;
  await delay(settled);
  const settling = performance.eventLoopUtilization(begin).active;
  await open(root, plainFile); // what VS Code does for its first editor is nobody's
  await delay(settled);
  const opening = (await busy(() => each(largeFiles, (file) => open(root, file)))).all / largeFiles.length;
  await goTo(1_000);
  const character = (await busy(() => repeat(characters, () => type("x")))).meanwhile / characters;
  await goTo(0);
  const written = writesOf(api);
  const typing = await busy(() => repeat(newLines, () => type("\n")));
  return {
    activation,
    settling,
    opening,
    character,
    newLine: typing.meanwhile / newLines,
    afterwards: typing.all - typing.meanwhile,
    writes: writesOf(api) - written,
    memory: memory() - before,
  };
}

function writesOf(api: Api | undefined): number {
  return api?.writes?.() ?? api?.folders?.counters.writes ?? 0;
}

/** Busy milliseconds of the event loop, while `work` is done and until everything that it set off is over; its garbage, too. */
async function busy(work: () => Promise<unknown>): Promise<{ readonly meanwhile: number; readonly all: number }> {
  collectGarbage();
  const begin = performance.eventLoopUtilization();
  await work();
  const meanwhile = performance.eventLoopUtilization(begin).active;
  await delay(settled);
  return { meanwhile, all: performance.eventLoopUtilization(begin).active };
}

async function open(root: string, file: string): Promise<void> {
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(join(root, file)));
  await delay(settled / 3);
}

async function goTo(line: number): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor !== undefined) {
    editor.selection = new vscode.Selection(line, 0, line, 0);
    await delay(settled / 10);
  }
}

async function type(text: string): Promise<void> {
  await vscode.commands.executeCommand("type", { text });
}

async function each<T>(values: readonly T[], work: (value: T) => Promise<void>): Promise<void> {
  for (const value of values) {
    await work(value);
  }
}

async function repeat(times: number, work: () => Promise<void>): Promise<void> {
  for (let time = 0; time < times; time++) {
    await work();
  }
}

/** Megabytes that are still needed. */
function memory(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 1_048_576;
}

function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  collect();
  collect();
}
