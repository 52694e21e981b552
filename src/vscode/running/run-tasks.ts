import { setTimeout as delay } from "node:timers/promises";
import * as vscode from "vscode";
import type { Work } from "../../core/runner/execution";
import { Deferred } from "../deferred";
import { withoutIcons } from "../icon-syntax";
import type { RunSettings } from "./run-settings";
import { TaskSlots } from "./task-slots";

/** As package.json contributes it. */
const taskType = "lockstep";
/** Not translated: VS Code puts it before the name. */
const source = "Lockstep";
/** Of a name, in UTF-16 units. */
const longestName = 80;
/** Milliseconds that VS Code may take to say that a task has ended. */
const patience = 2_000;

/** A run as VS Code's list of tasks has it. */
export interface RunTask {
  /** The run has ended: its terminal is free for the next one as soon as VS Code says so, too. */
  leave(): void;
}

/**
 * Runs as VS Code's tasks. A `ShellExecution` would have a real terminal, but nobody else may read what is written there,
 * so it could not go to the log, and how it ended is told as an exit code at most: not which signal, not whether what it
 * started still runs. So the program is a child of this process, and the terminal shows what it says.
 */
export class RunTasks {
  private readonly slots = new TaskSlots();

  constructor(
    private readonly folder: vscode.Uri,
    private readonly settings: RunSettings,
  ) {}

  /** Rejects with what VS Code says when it runs no tasks. */
  async open(work: Work, terminal: vscode.Pseudoterminal): Promise<RunTask> {
    const { kind = "run", id = "" } = work.origin ?? {};
    const slot = await this.slots.take(`${kind}/${id}`);
    const ended = new Deferred();
    let execution: vscode.TaskExecution | undefined;
    const listening = vscode.tasks.onDidEndTask((event) => event.execution === execution && ended.resolve());
    const leave = (done: Promise<unknown>) => slot.leave(done.then(() => listening.dispose()));
    try {
      const definition = { type: taskType, document: `${kind}/${id}`, slot: slot.number };
      execution = await vscode.tasks.executeTask(this.taskOf(work, definition, terminal));
      return { leave: () => leave(Promise.race([ended.promise, delay(patience, undefined, { ref: false })])) };
    } catch (error) {
      leave(Promise.resolve());
      throw error;
    }
  }

  private taskOf(work: Work, definition: vscode.TaskDefinition, terminal: vscode.Pseudoterminal): vscode.Task {
    const scope = vscode.workspace.getWorkspaceFolder(this.folder) ?? vscode.TaskScope.Workspace;
    const execution = new vscode.CustomExecution(async () => terminal);
    const { problemMatchers, presentation } = this.settings;
    const task = new vscode.Task(definition, scope, nameOf(work.title), source, execution, [...problemMatchers]);
    task.detail = work.origin?.name ?? "";
    task.presentationOptions = presentation;
    return task;
  }
}

function nameOf(title: string): string {
  const line = withoutIcons(title.replaceAll(/\s+/g, " ").trim());
  return line.length > longestName ? `${line.slice(0, longestName - 1)}…` : line;
}
