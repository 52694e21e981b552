import type { Command } from "commander";
import { hasEnded } from "../core/jobs/job-rules";
import type { Queue, QueueCommand } from "../core/queues/queue";
import { findCommand, progress } from "../core/queues/queue-rules";
import type { StateFolder } from "../core/state-folder";
import type { CliContext } from "./cli-context";
import { exitCode } from "./exit-codes";
import { progressText, statusText } from "./progress-text";
import { commandText, queueText, shortCommandId } from "./queue-lines";
import { optionalCommandArgument, queueArgument } from "./references";
import type { Style } from "./terminal-text";
import { until } from "./until";

/** `lockstep queue wait`: ends when a queue or a command of it has. */
export function addQueueWaitCommand(queue: Command, context: CliContext): void {
  queue
    .command("wait")
    .description("wait until a queue, or a command of it, has ended")
    .addArgument(queueArgument())
    .addArgument(optionalCommandArgument())
    .addHelpText("after", help)
    .action((ref: string, command: string | undefined) => wait(context, ref, command));
}

const help = `
Exits with 0 when all was completed and with 1 when something was not. It waits as long as it takes, or for
--timeout seconds when that is given: then it exits with 5.`;

async function wait(context: CliContext, ref: string, command: string | undefined): Promise<void> {
  const over = await context.watching((state) => waitFor(context, state, ref, command));
  const { queue, job } = over;
  const isOver = job === undefined ? isQueueOver(queue) : hasEnded(job);
  context.output.show(job ?? { ...queue, progress: progress(queue) }, (style) => [
    job === undefined ? queueLine(queue, style) : commandLine(queue, job, style),
  ]);
  const isGood = job === undefined ? queue.commands.every(isCompleted) : isCompleted(job);
  context.exitCode = !isOver ? exitCode.lockTimeout : isGood ? exitCode.ok : exitCode.failed;
}

interface Found {
  readonly queue: Queue;
  readonly job: QueueCommand | undefined;
}

async function waitFor(
  context: CliContext,
  state: StateFolder,
  ref: string,
  command: string | undefined,
): Promise<Found> {
  const first = await state.queues.find(ref);
  const jobId = command === undefined ? undefined : findCommand(first, command).id;
  const now = async (): Promise<Found> => {
    const queue = await state.queues.find(first.id);
    return { queue, job: jobId === undefined ? undefined : findCommand(queue, jobId) };
  };
  const look = async () => {
    const found = await now();
    return (found.job === undefined ? isQueueOver(found.queue) : hasEnded(found.job)) ? found : undefined;
  };
  const { signal } = context.io;
  const over = await until({ changes: [state.queues.onDidChange], look, signal, timeout: context.givenTimeout });
  return over ?? (await now());
}

/** Nothing of it runs, and nothing will unless somebody starts it. One that was never started is waited for. */
export function isQueueOver({ status, commands }: Queue): boolean {
  const isRunning = commands.some((command) => command.status === "running");
  const isDone = status === "completed" || status === "failed" || status === "stopped";
  return !isRunning && (isDone || (commands.length > 0 && commands.every(hasEnded)));
}

function isCompleted({ status }: QueueCommand): boolean {
  return status === "completed";
}

function queueLine(queue: Queue, style: Style): string {
  return `${queueText(queue)}: ${statusText(queue.status, style)}, ${progressText(progress(queue), "command")}`;
}

function commandLine(queue: Queue, job: QueueCommand, style: Style): string {
  return `${shortCommandId(queue, job)}  ${statusText(job.status, style)}  ${commandText(job, style)}`;
}
