import type { Command } from "commander";
import type { Queue, QueueCommand } from "../core/queues/queue";
import type { QueueControl } from "../core/queues/queue-control";
import { findCommand, progress } from "../core/queues/queue-rules";
import type { CliContext } from "./cli-context";
import { commandText, queueText, shortCommandId } from "./queue-lines";
import { commandArgument, queueArgument } from "./references";
import { queueHints } from "./start-hints";
import { counted } from "./terminal-text";

const queueVerbs = [
  ["start", "Started", "have a queue run by whoever works: a window, or lockstep work"],
  ["pause", "Paused", "let the command that runs end, and start no other"],
  ["resume", "Resumed", "go on with a paused queue"],
  ["stop", "Stopped", "end what runs, and skip the rest"],
] as const;

const commandVerbs = [
  ["cancel", "cancel", "Cancelled", "end a command that runs, or skip one that waits for its turn"],
  ["skip", "skip", "Skipped", "skip a command that waits for its turn"],
  ["start-now", "startNow", "Starting", "run a command at once, whatever else runs and waits"],
] as const;

/** `lockstep queue start|pause|resume|stop|retry` and `cancel|skip|restart|start-now`: the verbs of a queue that runs. */
export function addQueueControlCommands(queue: Command, context: CliContext): void {
  for (const [verb, past, description] of queueVerbs) {
    queue
      .command(verb)
      .description(description)
      .addArgument(queueArgument())
      .action((ref: string) => controlQueue(context, ref, past, (control, { id }) => control[verb](id)));
  }
  queue
    .command("retry")
    .description("have what failed, and what was skipped because of it, wait for its turn again")
    .addArgument(queueArgument())
    .option("--start", "and start the queue")
    .action((ref: string, { start = false }: { start?: boolean }) => retry(context, ref, start));
  for (const [verb, method, past, description] of commandVerbs) {
    queue
      .command(verb)
      .description(description)
      .addArgument(queueArgument())
      .addArgument(commandArgument())
      .action((ref: string, command: string) =>
        controlCommand(context, { ref, command, past }, (control, { id }, found) => control[method](id, found.id)),
      );
  }
  queue
    .command("restart")
    .description("have a command that has ended wait for its turn again")
    .addArgument(queueArgument())
    .addArgument(commandArgument())
    .option("--append", "as a copy at the end of the queue; the command stays what it is")
    .option("--start", "and start the queue")
    .action((ref: string, command: string, options: RestartOptions) => restart(context, ref, command, options));
}

async function controlQueue(
  context: CliContext,
  ref: string,
  past: string,
  verb: (control: QueueControl, queue: Queue) => Promise<Queue>,
): Promise<void> {
  const { queue, hints } = await context.attached(async (state) => {
    const after = await verb(state.queueControl, await state.queues.find(ref));
    return { queue: after, hints: await queueHints(state, after) };
  });
  context.output.show({ ...queue, progress: progress(queue) }, () => [`${past} ${queueText(queue)}.`, ...hints]);
}

async function retry(context: CliContext, ref: string, start: boolean): Promise<void> {
  const { queue, count, hints } = await context.attached(async (state) => {
    const { id } = await state.queues.find(ref);
    const retried = await state.queueControl.retry(id);
    const after = start ? await state.queueControl.start(id) : await state.queues.find(id);
    return { queue: after, count: retried, hints: await queueHints(state, after) };
  });
  context.output.show({ ...queue, progress: progress(queue), retried: count }, () => [
    `${counted(count, "command")} of ${queueText(queue)} ${count === 1 ? "waits" : "wait"} for another try.`,
    ...hints,
  ]);
}

interface CommandControl {
  readonly ref: string;
  readonly command: string;
  readonly past: string;
}

interface RestartOptions {
  readonly append?: true;
  readonly start?: true;
}

async function restart(
  context: CliContext,
  ref: string,
  command: string,
  { append, start }: RestartOptions,
): Promise<void> {
  await controlCommand(context, { ref, command, past: "Will run again:" }, async (control, { id }, found) => {
    const restarted = await control.restart(id, found.id, { append: append ?? false });
    if (start) {
      await control.start(id);
    }
    return restarted;
  });
}

async function controlCommand(
  context: CliContext,
  { ref, command, past }: CommandControl,
  verb: (control: QueueControl, queue: Queue, command: QueueCommand) => Promise<QueueCommand>,
): Promise<void> {
  const { queue, after, hints } = await context.attached(async (state) => {
    const found = await state.queues.find(ref);
    const result = await verb(state.queueControl, found, findCommand(found, command));
    const now = await state.queues.find(found.id);
    return { queue: now, after: result, hints: await queueHints(state, now) };
  });
  const id = shortCommandId(queue, after);
  context.output.show(after, () => [`${past} ${id} of ${queueText(queue)}: ${commandText(after)}`, ...hints]);
}
