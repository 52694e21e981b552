import { relative, sep } from "node:path";
import * as vscode from "vscode";
import { LockstepError } from "../../core/errors";
import type { Queue, QueueCommand } from "../../core/queues/queue";
import type { CommandInput } from "../../core/queues/queue-service";
import { commandLine } from "../../core/shell-words";
import { testCommandOf } from "../adding/current-test";
import type { TerminalCommand, TerminalCommands } from "../adding/terminal-commands";
import { waitFor } from "../waiting";
import type { OpenFolder, WorkspaceFolders } from "../workspace-folders";
import type { CommandHandlers, CommandTable } from "./command-table";
import { editorMeant } from "./editor-at-call";
import { askRequiredText, pick } from "./questions";
import type { QueueTarget } from "./queue-target";

type AddingId = "lockstep.queue.addSelection" | "lockstep.queue.addTest" | "lockstep.queue.addTerminalCommand";
type At = CommandTable[AddingId][0];

/** Puts into a queue what a person has before their eyes. */
export class AddingCommands {
  readonly handlers: CommandHandlers<AddingId> = {
    "lockstep.queue.addSelection": (at) => this.addSelection(at),
    "lockstep.queue.addTest": (at) => this.addTest(at),
    "lockstep.queue.addTerminalCommand": (at) => this.addTerminalCommand(at),
  };

  constructor(
    private readonly workspace: WorkspaceFolders,
    private readonly targets: QueueTarget,
    private readonly terminals: TerminalCommands,
  ) {}

  private async addSelection(at: At): Promise<readonly QueueCommand[]> {
    const lines = await askLines(selectedText());
    const { folder, record } = await this.targets.queue(wanted(at));
    return await add(
      folder,
      record,
      lines.map((command) => ({ run: { kind: "shell", command } })),
    );
  }

  private async addTest(at: At): Promise<readonly QueueCommand[]> {
    const document = editorMeant()?.document;
    const place = document && this.workspace.locate(document.uri);
    if (document === undefined || place === undefined) {
      throw new LockstepError("NOT_FOUND", "Open a file of the workspace first: its test is what is added.");
    }
    const test = await testCommandOf(document, place);
    const { folder, record } = await this.targets.queue(wanted(at) ?? { folder: place.folder.files.toString() });
    const title = vscode.l10n.t("Add Test to {0}", record.name);
    const prompt = vscode.l10n.t("The command line");
    const command = await askRequiredText({ title, prompt, value: test.command });
    return await add(folder, record, [{ run: { kind: "shell", command }, cwd: test.cwd }]);
  }

  private async addTerminalCommand(at: At): Promise<readonly QueueCommand[]> {
    const { all } = this.terminals;
    if (all.length === 0) {
      throw new LockstepError(
        "NOT_FOUND",
        "No terminal of this window has run a command line that Lockstep knows of. It learns of them from VS Code's shell integration.",
      );
    }
    const choices = all.map((one) => ({
      label: one.command,
      description: one.cwd === undefined ? "" : vscode.workspace.asRelativePath(one.cwd, true),
      value: one,
    }));
    const chosen = await pick(vscode.l10n.t("Add Which Command?"), choices);
    const { folder, record } = await this.targets.queue(wanted(at));
    return await add(folder, record, [inputFor(chosen, folder)]);
  }
}

/** The file that a menu of an editor is on is no word for a queue. */
function wanted(at: At): Exclude<At, vscode.Uri> {
  return at instanceof vscode.Uri ? undefined : at;
}

async function add(
  folder: OpenFolder,
  { id }: Queue,
  inputs: readonly CommandInput[],
): Promise<readonly QueueCommand[]> {
  const added: QueueCommand[] = [];
  for (const input of inputs) {
    added.push(await waitFor(folder, () => folder.state.queues.addCommand(id, input)));
  }
  return added;
}

/** Outside of the workspace folder nothing runs: the shell has to go there. */
function inputFor({ command, cwd }: TerminalCommand, { files }: OpenFolder): CommandInput {
  const path = cwd === undefined ? "" : relative(files.fsPath, cwd.fsPath).split(sep).join("/");
  const isOutside = path === ".." || path.startsWith("../") || (cwd !== undefined && path === cwd.fsPath);
  if (isOutside && cwd !== undefined) {
    return { run: { kind: "shell", command: `${commandLine(["cd", cwd.fsPath], process.platform)} && ${command}` } };
  }
  return { run: { kind: "shell", command }, ...(path === "" ? {} : { cwd: path }) };
}

/** Several lines may be several commands, or one script. @throws {LockstepError} `NOT_FOUND`, `ABORTED` */
async function askLines(text: string): Promise<readonly string[]> {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (lines.length === 0) {
    throw new LockstepError("NOT_FOUND", "Nothing is selected, and the line with the cursor is empty.");
  }
  if (lines.length === 1) {
    return lines;
  }
  return await pick(vscode.l10n.t("Add Selection to Queue"), [
    {
      label: vscode.l10n.t("A Command for Each Line"),
      description: vscode.l10n.t("{0} commands", lines.length),
      value: lines,
    },
    { label: vscode.l10n.t("One Command"), description: lines[0] ?? "", value: [text.trim()] },
  ]);
}

/** The line with the cursor where nothing is selected, as VS Code has it for its terminal. */
function selectedText(): string {
  const editor = editorMeant();
  const [selection] = editor?.selections ?? [];
  if (editor === undefined || selection === undefined) {
    return "";
  }
  const { document } = editor;
  return selection.isEmpty ? document.lineAt(selection.active.line).text : document.getText(selection);
}
