import type { Queue, QueueCommand } from "../core/queues/queue";
import { progress } from "../core/queues/queue-rules";
import { jobNotes, runnerText, shareText, timingText, withNotes } from "./job-text";
import { progressText, statusText } from "./progress-text";
import { runText } from "./run-options";
import { aligned, excerpt, hintWord, printable, type Style, shortener, withoutEmptyColumns } from "./terminal-text";

/** `the queue “build”`, within a sentence. */
export function queueText(queue: Queue): string {
  return `the queue “${printable(queue.name)}”`;
}

export function queueListLines(queues: readonly Queue[], hasProblems: boolean, style: Style): readonly string[] {
  if (queues.length === 0) {
    return hasProblems ? [] : ["No queues yet. Create the first one: lockstep queue create build"];
  }
  const short = shortener(queues.map(({ id }) => id));
  const rows = queues.map((queue) => [
    style.dim(short(queue.id)),
    style.bold(printable(queue.name)),
    statusText(queue.status, style),
    progressText(progress(queue), "command"),
    runnersText(queue),
    style.dim(excerpt(queue.description ?? "", 60)),
  ]);
  return aligned(withoutEmptyColumns(rows));
}

/** Who runs something of it now. */
function runnersText({ commands }: Queue): string {
  const owners = commands.flatMap(({ status, owner }) => (status === "running" && owner !== undefined ? [owner] : []));
  return owners.length === 0 ? "" : `by ${[...new Set(owners.map(runnerText))].join(", ")}`;
}

export function queueLines(queue: Queue, style: Style, now = new Date()): readonly string[] {
  const short = shortener(queue.commands.map(({ id }) => id));
  const heading = [
    style.bold(printable(queue.name)),
    statusText(queue.status, style),
    shareText(progress(queue)),
    style.dim(queue.id),
  ].filter((part) => part !== "");
  const description = (queue.description ?? "").split("\n").filter((line) => line.trim() !== "");
  const rows = queue.commands.map((command, index) => ({
    cells: [
      String(index + 1),
      style.dim(short(command.id)),
      statusText(command.status, style),
      timingText(command, now),
      commandText(command, style),
    ],
    notes: [...jobNotes(command), ...conditionNotes(command, short, now), ...variableNotes(command)],
  }));
  const none = `No commands yet. Add one: lockstep queue add ${hintWord(queue.name)} -- npm test`;
  return [
    heading.join("  "),
    ...description.map(printable),
    ...(queue.cwd === "." ? [] : [`Runs in ${printable(queue.cwd)}.`]),
    ...(rows.length === 0 ? [none] : withNotes(rows, style)),
  ];
}

/** What a command that has not run yet waits for. */
function conditionNotes(
  { status, after = [], priority = 0, notBefore }: QueueCommand,
  short: (id: string) => string,
  now: Date,
): readonly string[] {
  if (status !== "pending") {
    return [];
  }
  const time = notBefore === undefined ? undefined : new Date(notBefore);
  return [
    ...(after.length === 0 ? [] : [`after ${after.map(short).join(", ")}`]),
    ...(priority === 0 ? [] : [`priority ${priority}`]),
    ...(time === undefined || time <= now ? [] : [`not before ${time.toLocaleString("sv-SE")}`]),
  ];
}

function variableNotes({ env = {} }: QueueCommand): readonly string[] {
  return Object.entries(env).map(([name, value]) => `env ${excerpt(`${name}=${value}`, 80)}`);
}

export function commandText(command: QueueCommand, style?: Style): string {
  const run = printable(runText(command.run));
  const cwd = command.cwd === undefined ? "" : `  (in ${printable(command.cwd)})`;
  const what = command.label === undefined ? run : `${printable(command.label)}  ${style?.dim(run) ?? `(${run})`}`;
  return `${what}${style?.dim(cwd) ?? cwd}`;
}

/** The short id of a command that is in `queue`, or just was put there or taken out. */
export function shortCommandId(queue: Queue, command: QueueCommand): string {
  return shortener([...queue.commands.map(({ id }) => id), command.id])(command.id);
}
