import type { Command } from "commander";
import type { Queue, QueueCommand } from "../core/queues/queue";
import type { QueueControl } from "../core/queues/queue-control";
import { findCommand } from "../core/queues/queue-rules";
import type { CliContext } from "./cli-context";
import { commandText, queueText, shortCommandId } from "./queue-lines";
import { commandArgument, queueArgument } from "./references";
import { queueHints } from "./start-hints";

const verbs = [
  ["cancel", "cancel", "Cancelled", "end a command that runs, or skip one that waits for its turn"],
  ["skip", "skip", "Skipped", "skip a command that waits for its turn"],
  ["start-now", "startNow", "Starting", "run a command at once, whatever else runs and waits"],
] as const;

/** `lockstep queue cancel|skip|restart|start-now`: the verbs of a command of a queue that runs. */
export function addCommandControlCommands(queue: Command, context: CliContext): void {
  for (const [verb, method, past, description] of verbs) {
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
