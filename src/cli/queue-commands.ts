import type { Command } from "commander";
import { progress } from "../core/queues/queue-rules";
import { addQueueApproveCommand } from "./approve-commands";
import type { CliContext } from "./cli-context";
import { addCommandControlCommands } from "./command-control-commands";
import { addControlCommands } from "./job-control";
import { addFollowCommand } from "./job-follow";
import { addLogCommand } from "./job-logs";
import { addWaitCommand } from "./job-wait";
import { throwFirst } from "./problems";
import { addQueueConfigCommand } from "./queue-config-command";
import { addQueueItemCommands } from "./queue-item-commands";
import { queueJobs } from "./queue-jobs";
import { queueLines, queueListLines, queueText } from "./queue-lines";
import { queueArgument } from "./references";
import { hintWord, printable } from "./terminal-text";

/** `lockstep queue …`: the verbs of the queue service. */
export function addQueueCommands(program: Command, context: CliContext): void {
  const queue = program.command("queue").usage("<verb>").description("queues of commands that run one after the other");
  queue
    .command("create")
    .description("create a queue")
    .argument("<name>", "no two queues have the same")
    .option("--description <text>", "what it is for")
    .option("--cwd <dir>", "where its commands run (default: the workspace folder)")
    .action((name: string, options: CreateOptions) => create(context, name, options));
  queue
    .command("list")
    .description("list the queues")
    .action(() => list(context));
  queue
    .command("show")
    .description("show a queue and its commands")
    .addArgument(queueArgument())
    .action((ref: string) => show(context, ref));
  queue
    .command("rename")
    .description("give a queue another name")
    .addArgument(queueArgument())
    .argument("<name>", "its new name")
    .action((ref: string, name: string) => rename(context, ref, name));
  queue
    .command("delete")
    .description("delete a queue and its commands")
    .addArgument(queueArgument())
    .action((ref: string) => remove(context, ref));
  addQueueItemCommands(queue, context);
  addControlCommands(queue, context, queueJobs);
  addCommandControlCommands(queue, context);
  addQueueConfigCommand(queue, context);
  addWaitCommand(queue, context, queueJobs);
  addLogCommand(queue, context, queueJobs);
  addFollowCommand(queue, context, queueJobs);
  addQueueApproveCommand(queue, context);
}

interface CreateOptions {
  readonly description?: string;
  readonly cwd?: string;
}

async function create(context: CliContext, name: string, { description, cwd }: CreateOptions): Promise<void> {
  const folder = cwd === undefined ? undefined : context.inside(cwd);
  const queue = await context.attached(({ queues }) => queues.create({ name, description, cwd: folder }));
  context.output.show(queue, () => [
    `Created ${queueText(queue)}. Add a command: lockstep queue add ${hintWord(queue.name)} -- npm test`,
  ]);
}

async function list(context: CliContext): Promise<void> {
  const { items, problems } = await context.reading(({ queues }) => queues.listWithProblems());
  const value = items.map((queue) => ({ ...queue, progress: progress(queue) }));
  context.output.show(value, (style) => queueListLines(items, problems.length > 0, style));
  throwFirst(problems);
}

async function show(context: CliContext, ref: string): Promise<void> {
  const queue = await context.reading(({ queues }) => queues.find(ref));
  context.output.show({ ...queue, progress: progress(queue) }, (style) => queueLines(queue, style));
}

async function rename(context: CliContext, ref: string, name: string): Promise<void> {
  const { before, after } = await context.attached(async ({ queues }) => {
    const found = await queues.find(ref);
    return { before: found, after: await queues.rename(found.id, name) };
  });
  context.output.show(after, () => [`Renamed ${queueText(before)} to “${printable(after.name)}”.`]);
}

async function remove(context: CliContext, ref: string): Promise<void> {
  const queue = await context.attached(async ({ queues }) => queues.delete((await queues.find(ref)).id));
  context.output.show(queue, () => [`Deleted ${queueText(queue)}.`]);
}
