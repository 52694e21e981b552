import * as vscode from "vscode";
import { LockstepError } from "../../core/errors";
import type { Queue } from "../../core/queues/queue";
import { folderTasks, packageScripts, type RunnableTask } from "../adding/runnable-tasks";
import { waitFor } from "../waiting";
import type { OpenFolder } from "../workspace-folders";
import type { CommandHandlers, CommandTable } from "./command-table";
import type { FolderChoice } from "./folder-choice";
import { askName, type Choice, pickAny } from "./questions";
import type { UndoOffer } from "./undo-offer";
import { wordsOf } from "./words";

/** Makes a queue of what the workspace says can be run. */
export class TaskCommands {
  readonly handlers: CommandHandlers<"lockstep.queue.createFromTasks"> = {
    "lockstep.queue.createFromTasks": (at) => this.create(at),
  };

  constructor(
    private readonly folders: FolderChoice,
    private readonly undo: UndoOffer,
  ) {}

  private async create(...[at]: CommandTable["lockstep.queue.createFromTasks"]): Promise<Queue> {
    const words = wordsOf(at);
    const folder = await this.folders.one(at);
    const found = await searching(folder);
    if (found.length === 0) {
      throw new LockstepError("NOT_FOUND", "The folder {0} has no scripts in a package.json and no shell tasks.", [
        folder.name,
      ]);
    }
    const title = vscode.l10n.t("What Shall the Queue Run?");
    const wanted = words?.tasks;
    const tasks =
      wanted === undefined
        ? await pickAny(title, found.map(choiceOf))
        : wanted.flatMap((name) => found.find(({ label }) => label === name) ?? []);
    if (tasks.length === 0) {
      throw new LockstepError("INVALID", "Nothing was chosen to run.");
    }
    const queue = await makeQueue(folder, words?.name ?? (await this.askName(folder, tasks)), tasks);
    const { queues } = folder.state;
    const message = vscode.l10n.t("Created the queue “{0}” of {1} commands.", queue.name, queue.commands.length);
    this.undo.make(message, () => queues.delete(queue.id));
    return queue;
  }

  private async askName({ state }: OpenFolder, [first, ...others]: readonly RunnableTask[]): Promise<string> {
    const { items } = await state.queues.listWithProblems();
    const title = vscode.l10n.t("Create Queue");
    const value = others.length === 0 ? (first?.label ?? "") : vscode.l10n.t("Tasks");
    return await askName({ title, prompt: vscode.l10n.t("What to call it"), value }, [
      "",
      ...items.map(({ name }) => name),
    ]);
  }
}

/** Extensions tell what tasks there are, which may take them a while. */
function searching(folder: OpenFolder): PromiseLike<readonly RunnableTask[]> {
  const options = { location: vscode.ProgressLocation.Window, title: vscode.l10n.t("Looking for tasks and scripts…") };
  return vscode.window.withProgress(options, async () => [
    ...(await packageScripts(folder)),
    ...(await folderTasks(folder)),
  ]);
}

function choiceOf(task: RunnableTask): Choice<RunnableTask> {
  const facts = [task.source, ...(task.cwd === undefined ? [] : [task.cwd])];
  return { label: task.label, description: facts.join(" · "), detail: task.command, value: task };
}

async function makeQueue(folder: OpenFolder, name: string, tasks: readonly RunnableTask[]): Promise<Queue> {
  const { queues } = folder.state;
  const { id } = await waitFor(folder, () => queues.create({ name }));
  for (const { label, command, cwd, env } of tasks) {
    await waitFor(folder, () => queues.addCommand(id, { run: { kind: "shell", command }, label, cwd, env }));
  }
  return await queues.find(id);
}
