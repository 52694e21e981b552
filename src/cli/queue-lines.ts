import type { Queue, QueueCommand } from "../core/queues/queue";
import { progress } from "../core/queues/queue-rules";
import { progressText, statusText } from "./progress-text";
import { runText } from "./run-options";
import { aligned, excerpt, hintWord, printable, type Style, shortener } from "./terminal-text";

/** `the queue “build”`, within a sentence. */
export function queueText(queue: Queue): string {
  return `the queue “${printable(queue.name)}”`;
}

export function queueListLines(queues: readonly Queue[], hasProblems: boolean, style: Style): readonly string[] {
  if (queues.length === 0) {
    return hasProblems ? [] : ["No queues yet. Create the first one: lockstep queue create build"];
  }
  const short = shortener(queues.map(({ id }) => id));
  return aligned(
    queues.map((queue) => [
      style.dim(short(queue.id)),
      style.bold(printable(queue.name)),
      statusText(queue.status, style),
      progressText(progress(queue), "command"),
      style.dim(excerpt(queue.description ?? "", 60)),
    ]),
  );
}

export function queueLines(queue: Queue, style: Style): readonly string[] {
  const short = shortener(queue.commands.map(({ id }) => id));
  const heading = [style.bold(printable(queue.name)), statusText(queue.status, style), style.dim(queue.id)].join("  ");
  const description = (queue.description ?? "").split("\n").filter((line) => line.trim() !== "");
  const rows = queue.commands.map((command, index) => [
    String(index + 1),
    style.dim(short(command.id)),
    statusText(command.status, style),
    commandText(command, style),
  ]);
  const none = `No commands yet. Add one: lockstep queue add ${hintWord(queue.name)} -- npm test`;
  return [
    heading,
    ...description.map(printable),
    ...(queue.cwd === "." ? [] : [`Runs in ${printable(queue.cwd)}.`]),
    ...(rows.length === 0 ? [none] : aligned(rows)),
  ];
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
