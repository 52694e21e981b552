import type { Command } from "commander";
import { LockstepError } from "../core/errors";
import { findCommand, progress } from "../core/queues/queue-rules";
import type { CliContext } from "./cli-context";
import { addPlacementOptions, type PlacementOptions, placementFrom, requiredPlacement } from "./placement-options";
import { commandText, queueLines, queueText, shortCommandId } from "./queue-lines";
import { commandArgument, queueArgument } from "./references";
import { addRunOptions, type RunOptions, requiredRun, runFrom } from "./run-options";
import { hintWord } from "./terminal-text";
import { notEmpty } from "./values";

/** `lockstep queue add|edit|remove|move`: the commands of a queue. */
export function addQueueItemCommands(queue: Command, context: CliContext): void {
  const add = queue.command("add").description("add a command to a queue").addArgument(queueArgument());
  add
    .argument("[command...]", "what to run, behind “--”")
    .option("--label <text>", "what to call it")
    .option("--cwd <dir>", "where it runs (default: where the queue does)");
  addPlacementOptions(addRunOptions(add), "command")
    .usage("<queue> [options] -- <command...>")
    .addHelpText("after", addExamples)
    .action((ref: string, words: string[], options: AddOptions) => addCommand(context, ref, words, options));

  const edit = queue.command("edit").description("change a command of a queue").addArgument(queueArgument());
  edit
    .addArgument(commandArgument())
    .argument("[words...]", "what to run instead, behind “--”")
    .option("--label <text>", "what to call it")
    .option("--no-label", "take its label away")
    .option("--cwd <dir>", "where it runs")
    .option("--no-cwd", "run it where the queue does");
  addRunOptions(edit.usage("<queue> <command> [options] [-- <command...>]")).action(
    (ref: string, command: string, words: string[], options: EditOptions) =>
      editCommand(context, { ref, command, words }, options),
  );

  queue
    .command("remove")
    .description("remove a command from a queue")
    .addArgument(queueArgument())
    .addArgument(commandArgument())
    .action((ref: string, command: string) => removeCommand(context, ref, command));

  const move = queue.command("move").description("move a command to another place in its queue");
  addPlacementOptions(move.addArgument(queueArgument()).addArgument(commandArgument()), "command").action(
    (ref: string, command: string, options: PlacementOptions) => moveCommand(context, ref, command, options),
  );
}

const addExamples = `
One word behind “--” is a line for the shell, as it is; several are quoted so that they stay the words they are:
  lockstep queue add build -- npm test
  lockstep queue add build --at 1 -- git commit -m "It's done"
  lockstep queue add build -- "make && make install"
  lockstep queue add build --prompt "Fix the failing test"`;

interface AddOptions extends RunOptions, PlacementOptions {
  readonly label?: string;
  readonly cwd?: string;
}

interface EditOptions extends RunOptions {
  /** False takes it away. */
  readonly label?: string | false;
  readonly cwd?: string | false;
}

async function addCommand(context: CliContext, ref: string, words: string[], options: AddOptions): Promise<void> {
  const run = requiredRun(context.commandWords(words), options, `lockstep queue add ${hintWord(ref)} -- npm test`);
  const cwd = options.cwd === undefined ? undefined : context.inside(options.cwd);
  const { queue, command } = await context.attached(async ({ queues }) => {
    const found = await queues.find(ref);
    const placement = placementFrom(options, (neighbour) => findCommand(found, neighbour).id);
    return { queue: found, command: await queues.addCommand(found.id, { run, label: options.label, cwd }, placement) };
  });
  const id = shortCommandId(queue, command);
  context.output.show(command, () => [`Added ${id} to ${queueText(queue)}: ${commandText(command)}`]);
}

interface CommandEdit {
  readonly ref: string;
  readonly command: string;
  readonly words: readonly string[];
}

async function editCommand(
  context: CliContext,
  { ref, command, words }: CommandEdit,
  { label, cwd, ...options }: EditOptions,
): Promise<void> {
  const run = runFrom(context.commandWords(words), options);
  if (run === undefined && label === undefined && cwd === undefined) {
    throw new LockstepError("INVALID", "Say what to change: --label, --cwd, or another command behind “--”.");
  }
  const changes = {
    run,
    label: label === false ? null : notEmpty("label", label),
    cwd: typeof cwd === "string" ? context.inside(cwd) : cwd === false ? null : undefined,
  };
  const { queue, changed } = await context.attached(async ({ queues }) => {
    const found = await queues.find(ref);
    const { id } = findCommand(found, command);
    return { queue: found, changed: await queues.updateCommand(found.id, id, changes) };
  });
  const id = shortCommandId(queue, changed);
  context.output.show(changed, () => [`Changed ${id} in ${queueText(queue)}: ${commandText(changed)}`]);
}

async function removeCommand(context: CliContext, ref: string, command: string): Promise<void> {
  const { queue, removed } = await context.attached(async ({ queues }) => {
    const found = await queues.find(ref);
    return { queue: found, removed: await queues.removeCommand(found.id, findCommand(found, command).id) };
  });
  const id = shortCommandId(queue, removed);
  context.output.show(removed, () => [`Removed ${id} from ${queueText(queue)}: ${commandText(removed)}`]);
}

async function moveCommand(
  context: CliContext,
  ref: string,
  command: string,
  options: PlacementOptions,
): Promise<void> {
  const queue = await context.attached(async ({ queues }) => {
    const found = await queues.find(ref);
    const placement = requiredPlacement(options, (neighbour) => findCommand(found, neighbour).id);
    return queues.reorderCommand(found.id, findCommand(found, command).id, placement);
  });
  context.output.show({ ...queue, progress: progress(queue) }, (style) => queueLines(queue, style));
}
