import { posix } from "node:path";
import * as vscode from "vscode";
import { commandLine } from "../../core/shell-words";
import type { OpenFolder } from "../workspace-folders";

/** A script or task that a queue can run. */
export interface RunnableTask {
  readonly label: string;
  /** Where it comes from. */
  readonly source: string;
  readonly command: string;
  /** Relative to the workspace folder; undefined for itself. */
  readonly cwd?: string | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
}

/** The most `package.json` that are read. */
const mostManifests = 50;

/** The scripts of every `package.json` of a folder, the outermost first. */
export async function packageScripts({ files }: OpenFolder): Promise<readonly RunnableTask[]> {
  const pattern = new vscode.RelativePattern(files, "**/package.json");
  const uris = await vscode.workspace.findFiles(pattern, "**/node_modules/**", mostManifests);
  const paths = uris.map((uri) => posix.relative(files.path, uri.path)).toSorted(byDepth);
  const found = await Promise.all(paths.map((path) => scriptsIn(files, path)));
  return found.flat();
}

async function scriptsIn(files: vscode.Uri, path: string): Promise<readonly RunnableTask[]> {
  const directory = posix.dirname(path);
  try {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(files, path)));
    const { scripts } = JSON.parse(text) as { readonly scripts?: Readonly<Record<string, unknown>> };
    return Object.keys(scripts ?? {}).map((name) => ({
      label: name,
      source: path,
      command: commandLine(["npm", "run", name], process.platform),
      ...(directory === "." ? {} : { cwd: directory }),
    }));
  } catch {
    return []; // not a manifest, or none that can be read: it has no scripts to offer
  }
}

function byDepth(left: string, right: string): number {
  return left.split("/").length - right.split("/").length || left.localeCompare(right);
}

/** The tasks of a folder that run a shell or a program. Those of npm are there as scripts already. */
export async function folderTasks(folder: OpenFolder): Promise<readonly RunnableTask[]> {
  const tasks = await vscode.tasks.fetchTasks();
  return tasks
    .filter(({ scope, definition, source }) => isOf(folder, scope) && definition.type !== "npm" && source !== "npm")
    .flatMap((task) => runnableTask(task, folder) ?? []);
}

function isOf({ files }: OpenFolder, scope: vscode.Task["scope"]): boolean {
  return typeof scope === "object" ? scope.uri.toString() === files.toString() : scope !== undefined;
}

/** Undefined for what only an extension can run. */
export function runnableTask({ name, source, execution }: vscode.Task, folder: OpenFolder): RunnableTask | undefined {
  const command = lineOf(execution);
  if (command === undefined || execution instanceof vscode.CustomExecution) {
    return undefined;
  }
  const { cwd, env } = execution?.options ?? {};
  return { label: name, source, command, cwd: withinFolder(cwd, folder), ...(env === undefined ? {} : { env }) };
}

function lineOf(execution: vscode.Task["execution"]): string | undefined {
  if (execution instanceof vscode.ProcessExecution) {
    return commandLine(["", execution.process, ...execution.args], process.platform).replace(/^(?:''|"") /, "");
  }
  if (!(execution instanceof vscode.ShellExecution)) {
    return undefined;
  }
  const { commandLine: whole, command, args } = execution;
  if (whole !== undefined) {
    return whole;
  }
  return command === undefined ? undefined : [command, ...(args ?? [])].map(shellWord).join(" ");
}

/** A plain text is for the shell as it is; one with a way of quoting is one word. */
function shellWord(word: string | vscode.ShellQuotedString): string {
  return typeof word === "string" ? spaced(word) : quoted(word.value);
}

/** As VS Code does it: what has a space in it and no quotes around it is quoted. */
function spaced(word: string): string {
  return /\s/.test(word) && !/^(["']).*\1$/.test(word) ? quoted(word) : word;
}

function quoted(word: string): string {
  return commandLine(["true", word], process.platform).slice("true ".length);
}

/** A task's folder is written in many ways; what is the workspace folder itself needs no word. */
function withinFolder(cwd: string | undefined, { files }: OpenFolder): string | undefined {
  const path = cwd?.replace(/^\$\{(?:workspaceFolder|workspaceRoot|cwd)\}/, files.path) ?? files.path;
  const inside = posix.isAbsolute(path) ? posix.relative(files.path, path) : path;
  return inside === "" || inside === "." ? undefined : inside;
}
