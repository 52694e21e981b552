import { TextDecoder } from "node:util";
import { type Command, Option } from "commander";
import { LockstepError } from "../core/errors";
import { hasEnded } from "../core/jobs/job-rules";
import type { Queue, QueueCommand } from "../core/queues/queue";
import { findCommand } from "../core/queues/queue-rules";
import type { StateFolder } from "../core/state-folder";
import type { CliContext } from "./cli-context";
import { exitCode } from "./exit-codes";
import { countedFromOne } from "./file-position";
import { commandText, shortCommandId } from "./queue-lines";
import { isQueueOver } from "./queue-wait-command";
import { optionalCommandArgument, queueArgument } from "./references";
import { until } from "./until";

/** `lockstep queue log` and `follow`: what commands wrote, and write. */
export function addQueueLogCommands(queue: Command, context: CliContext): void {
  const lines = new Option("-n, --lines <n>", "only the last so many lines of each command");
  queue
    .command("log")
    .description("show what a command wrote when it ran last; without one, what each of the queue did")
    .addArgument(queueArgument())
    .addArgument(optionalCommandArgument())
    .addOption(lines.argParser((text) => countedFromOne("number of lines", text)))
    .action((ref: string, command: string | undefined, options: { lines?: number }) =>
      showLogs(context, ref, command, options.lines),
    );
  queue
    .command("follow")
    .description("show what a command writes until it ends; without one, the command that runs, or comes next")
    .addArgument(queueArgument())
    .addArgument(optionalCommandArgument())
    .addHelpText("after", "\nExits with 0 when it was completed and with 1 when it ended in another way.")
    .action((ref: string, command: string | undefined) => follow(context, ref, command));
}

async function showLogs(
  context: CliContext,
  ref: string,
  command: string | undefined,
  lines: number | undefined,
): Promise<void> {
  const { queue, logs } = await context.reading(async (state) => {
    const found = await state.queues.find(ref);
    const commands = command === undefined ? found.commands : [findCommand(found, command)];
    return { queue: found, logs: commands.map((one) => ({ one, text: textOf(state, one, lines) })) };
  });
  if (command !== undefined && logs[0]?.one.runId === undefined) {
    throw new LockstepError("NOT_FOUND", "This command has not run yet.");
  }
  const value = logs.map(({ one, text = null }) => ({
    id: one.id,
    runId: one.runId ?? null,
    status: one.status,
    text,
  }));
  context.output.show(command === undefined ? value : value[0], (style) =>
    logs.flatMap(({ one, text }) => {
      const heading = `${shortCommandId(queue, one)}  ${one.status}  ${commandText(one, style)}`;
      const written = text === undefined || text === "" ? [] : [text.replace(/\n$/, "")];
      return command === undefined ? [style.bold(heading), ...written] : written;
    }),
  );
}

function textOf({ logs }: StateFolder, { runId }: QueueCommand, lines: number | undefined): string | undefined {
  if (runId === undefined) {
    return undefined;
  }
  if (lines !== undefined) {
    return logs.tail(runId, lines);
  }
  const excerpt = logs.read(runId);
  return excerpt && new TextDecoder().decode(excerpt.bytes);
}

async function follow(context: CliContext, ref: string, command: string | undefined): Promise<void> {
  if (context.output.isJson) {
    throw new LockstepError(
      "INVALID",
      "What is written as it comes is no JSON document. See: lockstep queue log --json",
    );
  }
  const ended = await context.watching(async (state) => {
    const { queue, job, runId } = await running(context, state, ref, command);
    return await followRun(context, state, { queueId: queue.id, commandId: job.id, runId });
  });
  context.exitCode = ended?.status === "completed" ? exitCode.ok : exitCode.failed;
}

interface Running {
  readonly queue: Queue;
  readonly job: QueueCommand;
  readonly runId: string;
}

/** The command as soon as it runs. One that is named and has ended is shown, too. @throws `ABORTED`, `LOCK_TIMEOUT` */
async function running(
  context: CliContext,
  state: StateFolder,
  ref: string,
  command: string | undefined,
): Promise<Running> {
  const { id, commands } = await state.queues.find(ref);
  const old = new Set(commands.filter(hasEnded).map(({ runId }) => runId));
  const isNew = (job: QueueCommand) => job.status !== "pending" && job.runId !== undefined && !old.has(job.runId);
  const look = async () => {
    const queue = await state.queues.find(id);
    const job = command === undefined ? queue.commands.find(isNew) : findCommand(queue, command);
    if (job === undefined && isQueueOver(queue)) {
      throw new LockstepError("PRECONDITION", "Nothing of the queue “{0}” runs, or will before somebody starts it.", [
        queue.name,
      ]);
    }
    return job?.runId !== undefined && job.status !== "pending" ? { queue, job, runId: job.runId } : undefined;
  };
  const changes = [state.queues.onDidChange];
  const found = await until({ changes, look, signal: context.io.signal, timeout: context.givenTimeout });
  if (found === undefined) {
    throw new LockstepError("LOCK_TIMEOUT", "Nothing ran within --timeout.");
  }
  return found;
}

interface FollowedRun {
  readonly queueId: string;
  readonly commandId: string;
  readonly runId: string;
}

/** Resolves with the command when that run has ended; undefined when it is gone. */
async function followRun(
  { io }: CliContext,
  state: StateFolder,
  { queueId, commandId, runId }: FollowedRun,
): Promise<QueueCommand | undefined> {
  const over = new AbortController();
  const look = async () => {
    const queue = await state.queues.find(queueId);
    const job = queue.commands.find(({ id }) => id === commandId);
    return job === undefined || job.runId !== runId || hasEnded(job) ? { job } : undefined;
  };
  const waiting = until({ changes: [state.queues.onDidChange], look, signal: io.signal, timeout: undefined }).finally(
    () => over.abort(),
  );
  const decoder = new TextDecoder();
  const writing = (async () => {
    for await (const chunk of state.logs.follow(runId, { signal: over.signal })) {
      io.stdout.write(decoder.decode(chunk, { stream: true }));
    }
  })();
  const [found] = await Promise.all([waiting, writing]);
  return found?.job;
}
