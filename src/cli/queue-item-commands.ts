import type { Command } from "commander";
import { LockstepError } from "../core/errors";
import type { Queue } from "../core/queues/queue";
import { findCommand } from "../core/queues/queue-rules";
import type { Placement } from "../core/records/placement";
import type { CliContext } from "./cli-context";
import { addConditionOptions, type ConditionOptions, conditionsFrom, conditionsToAdd } from "./condition-options";
import { addPlaceOptions, placementFrom } from "./placement-options";
import { commandText, queueText, shortCommandId } from "./queue-lines";
import { addQueueMoveCommand } from "./queue-move-command";
import { commandArgument, queueArgument } from "./references";
import { addRunOptions, type RunOptions, requiredRun, runFrom } from "./run-options";
import { queueHints } from "./start-hints";
import { hintWord } from "./terminal-text";
import { notEmpty } from "./values";
import {
  addVariableOption,
  addVariableOptions,
  type VariableOptions,
  variablesFrom,
  variablesHelp,
  variablesToAdd,
} from "./variable-options";

/** `lockstep queue add|edit|remove`, and `move`: the commands of a queue. */
export function addQueueItemCommands(queue: Command, context: CliContext): void {
  const add = queue.command("add").description("add a command to a queue").addArgument(queueArgument());
  add
    .argument("[command...]", "what to run, behind “--”")
    .option("--label <text>", "what to call it")
    .option("--cwd <dir>", "where it runs (default: where the queue does)");
  addConditionOptions(addPlaceOptions(addVariableOption(addRunOptions(add), "it"), "command"))
    .option("--start", "and start the queue")
    .usage("<queue> [options] -- <command...>")
    .addHelpText("after", `${addExamples}\n${variablesHelp}`)
    .action((ref: string, words: string[], options: AddOptions) => addCommand(context, ref, words, options));

  const edit = queue.command("edit").description("change a command of a queue").addArgument(queueArgument());
  edit
    .addArgument(commandArgument())
    .argument("[words...]", "what to run instead, behind “--”")
    .option("--label <text>", "what to call it")
    .option("--no-label", "take its label away")
    .option("--cwd <dir>", "where it runs")
    .option("--no-cwd", "run it where the queue does");
  addRunOptions(edit.usage("<queue> <command> [options] [-- <command...>]"));
  addConditionOptions(addVariableOptions(edit, "it"))
    .option("--no-after", "wait for no other command")
    .option("--no-priority", "run it in its turn")
    .option("--no-delay", "run it at any time")
    .addHelpText("after", variablesHelp)
    .action((ref: string, command: string, words: string[], options: EditOptions) =>
      editCommand(context, { ref, command, words }, options),
    );

  queue
    .command("remove")
    .description("remove a command from a queue")
    .addArgument(queueArgument())
    .addArgument(commandArgument())
    .action((ref: string, command: string) => removeCommand(context, ref, command));

  addQueueMoveCommand(queue, context);
}

const addExamples = `
One word behind “--” is a line for the shell, as it is; several are quoted so that they stay the words they are:
  lockstep queue add build -- npm test
  lockstep queue add build --at 1 -- git commit -m "It's done"
  lockstep queue add build -- "make && make install"
  lockstep queue add build --env NODE_ENV=test -- npm test
  lockstep queue add build --prompt "Fix the failing test"
  lockstep queue add build --after 3f2a91bc --delay "wednesday 10:30pm" --start -- npm run deploy`;

interface AddOptions extends RunOptions, ConditionOptions, VariableOptions {
  readonly at?: number;
  readonly before?: string;
  readonly label?: string;
  readonly cwd?: string;
  readonly start?: true;
}

interface EditOptions extends RunOptions, ConditionOptions, VariableOptions {
  /** False takes it away. */
  readonly label?: string | false;
  readonly cwd?: string | false;
}

async function addCommand(context: CliContext, ref: string, words: string[], options: AddOptions): Promise<void> {
  const run = requiredRun(context.commandWords(words), options, `lockstep queue add ${hintWord(ref)} -- npm test`);
  const cwd = options.cwd === undefined ? undefined : context.inside(options.cwd);
  const { queue, command, hints } = await context.attached(async (state) => {
    const found = await state.queues.find(ref);
    const conditions = conditionsFrom(found, options, new Date());
    const input = { run, label: options.label, cwd, env: variablesToAdd(options), ...conditionsToAdd(conditions) };
    const added = await state.queues.addCommand(found.id, input, placeToAdd(found, options, conditions.after ?? []));
    const now = options.start ? await state.queueControl.start(found.id) : await state.queues.find(found.id);
    return { queue: found, command: added, hints: options.start ? await queueHints(state, now) : [] };
  });
  const id = shortCommandId(queue, command);
  context.output.show(command, () => [`Added ${id} to ${queueText(queue)}: ${commandText(command)}`, ...hints]);
}

/** Behind what it waits for, unless another place is said. */
function placeToAdd(queue: Queue, { at, before }: AddOptions, after: readonly string[]): Placement | undefined {
  const placement = placementFrom({ at, before }, (neighbour) => findCommand(queue, neighbour).id);
  const last = queue.commands.findLast(({ id }) => after.includes(id));
  return placement ?? (last === undefined ? undefined : { after: last.id });
}

interface CommandEdit {
  readonly ref: string;
  readonly command: string;
  readonly words: readonly string[];
}

async function editCommand(
  context: CliContext,
  { ref, command, words }: CommandEdit,
  { label, cwd, after, priority, delay, ...options }: EditOptions,
): Promise<void> {
  const run = runFrom(context.commandWords(words), options);
  const env = variablesFrom(options);
  if ([run, label, cwd, env, after, priority, delay].every((change) => change === undefined)) {
    throw new LockstepError(
      "INVALID",
      "Say what to change: --label, --cwd, --env, --after, --priority, --delay, or another command behind “--”.",
    );
  }
  const changes = {
    run,
    label: label === false ? null : notEmpty("label", label),
    cwd: typeof cwd === "string" ? context.inside(cwd) : cwd === false ? null : undefined,
    env,
  };
  const { queue, changed } = await context.attached(async ({ queues }) => {
    const found = await queues.find(ref);
    const { id } = findCommand(found, command);
    const conditions = conditionsFrom(found, { after, priority, delay }, new Date());
    return { queue: found, changed: await queues.updateCommand(found.id, id, { ...changes, ...conditions }) };
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
