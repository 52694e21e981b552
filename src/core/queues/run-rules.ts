import { LockstepError } from "../errors";
import { type Waiting, withoutHopeless } from "../jobs/hopeless";
import { afresh, begun, hasEnded, hasFailed, interrupted, type JobResult, over, type Start } from "../jobs/job-rules";
import { replaced } from "../records/changed";
import type { Outcome } from "../records/outcome";
import type { Queue, QueueCommand } from "./queue";

// What whoever runs a queue does to it. Everything is asked and said inside of one change of the document.

/** The command whose turn it is, if there is one. What somebody wants out of turn comes first. */
export function nextCommand(queue: Queue, now: string): QueueCommand | undefined {
  const outOfTurn = queue.commands.find((command) => command.status === "pending" && command.startNow);
  return outOfTurn ?? (isTakingTurns(queue) ? inTurn(queue, now) : undefined);
}

/** Whether a worker has anything to do: to run, to end, to clean up after another one, or to say that it is over. */
export function hasWork(queue: Queue, now: string): boolean {
  const isRunning = queue.commands.some(({ status }) => status === "running");
  return isRunning || nextCommand(queue, now) !== undefined || settled(queue, now) !== queue;
}

/** When the next command may start that waits for nothing but the time; undefined when none does. */
export function nextStartTime(queue: Queue, now: string): string | undefined {
  const times = queue.commands.flatMap(({ status, notBefore }) =>
    status === "pending" && notBefore !== undefined && isLater(notBefore, now) ? [notBefore] : [],
  );
  return queue.status === "running"
    ? times.toSorted((left, right) => Date.parse(left) - Date.parse(right))[0]
    : undefined;
}

/** Marks the command whose turn it is as running. Undefined, and nothing changed, when it is nobody's. */
export function claimed(queue: Queue, start: Start): Outcome<Queue, QueueCommand | undefined> {
  const next = nextCommand(queue, start.now);
  if (next === undefined) {
    return { document: queue, result: undefined };
  }
  const command = begun(next, start);
  return { document: { ...queue, commands: replaced(queue.commands, command) }, result: command };
}

/** With the end of a run. Unchanged when the command is no longer that run's: somebody gave it up for dead. */
export function finished(
  queue: Queue,
  ended: { readonly runId: string; readonly result: JobResult },
  now: string,
): Queue {
  const command = queue.commands.find(({ runId, status }) => runId === ended.runId && status === "running");
  if (command === undefined) {
    return queue;
  }
  const after = over(command, ended.result, now);
  const next = { ...queue, commands: replaced(queue.commands, after) };
  const stops =
    after.status === "failed" && queue.config.stopOnError && queue.status === "running" && !command.startNow;
  return settled(stops ? { ...next, status: "failed" } : next, now);
}

/** Whoever ran these is gone: they are interrupted, or run again, and the queue pauses or goes on, as it is set. */
export function recovered(queue: Queue, ids: ReadonlySet<string>, { now, mayRetry }: Recovery): Queue {
  const lost = queue.commands.filter(({ id, status }) => status === "running" && ids.has(id));
  if (lost.length === 0) {
    return queue;
  }
  const retries = queue.config.onInterrupted === "retry" && mayRetry;
  const commands = queue.commands.map((command) => {
    if (!lost.includes(command)) {
      return command;
    }
    return retries && !command.stopRequested ? afresh(command) : interrupted(command, ownerGone, now);
  });
  const wasAsked = lost.every(({ stopRequested }) => stopRequested);
  const pauses = queue.status === "running" && !wasAsked && (queue.config.onInterrupted === "fail" || !mayRetry);
  return settled({ ...queue, commands, status: pauses ? "paused" : queue.status }, now);
}

/** A claim that came to nothing: the command waits again, and the queue pauses for somebody to look at it. */
export function givenBack(queue: Queue, { id, runId }: QueueCommand): Queue {
  const command = queue.commands.find((one) => one.id === id && one.runId === runId && one.status === "running");
  return command === undefined
    ? queue
    : { ...queue, commands: replaced(queue.commands, afresh(command)), status: "paused" };
}

export interface Recovery {
  readonly now: string;
  /** Nothing restarts by itself after the machine did. */
  readonly mayRetry: boolean;
}

const ownerGone = "The window or worker that ran it ended.";

const waiting: Waiting<QueueCommand> = {
  waitsFor: ({ after }) => after ?? [],
  nameOf: ({ label, id }) => label ?? id,
};

/**
 * Nothing waits for what will never be completed, and a queue has ended when all of its commands have: completed when
 * nothing failed.
 */
export function settled(queue: Queue, now: string): Queue {
  const commands = withoutHopeless(queue.commands, waiting, now);
  const next = commands === queue.commands ? queue : { ...queue, commands };
  const isOver = next.commands.every(hasEnded) && (next.status === "running" || next.status === "paused");
  return isOver ? { ...next, status: next.commands.some(hasFailed) ? "failed" : "completed" } : next;
}

/** @throws {LockstepError} `PRECONDITION` */
export function checkHasWork(queue: Queue): void {
  if (queue.commands.every(({ status }) => status !== "pending" && status !== "running")) {
    throw new LockstepError(
      "PRECONDITION",
      queue.commands.length === 0
        ? "The queue “{0}” has no commands yet."
        : "The queue “{0}” has nothing left to run. Add a command, or retry those that failed.",
      [queue.name],
    );
  }
}

function isTakingTurns({ status, commands }: Queue): boolean {
  return status === "running" && !commands.some((command) => command.status === "running" && !command.startNow);
}

/** One pass: it is asked several times for each command that runs, of queues of thousands. */
function inTurn({ commands }: Queue, now: string): QueueCommand | undefined {
  const isCompleted = completionOf(commands);
  let best: QueueCommand | undefined;
  for (const command of commands) {
    const isReady =
      command.status === "pending" &&
      (command.after ?? none).every(isCompleted) &&
      (command.notBefore === undefined || !isLater(command.notBefore, now));
    if (isReady && (best === undefined || priorityOf(command) > priorityOf(best))) {
      best = command;
    }
  }
  return best;
}

const none: readonly string[] = [];

/** Tells by id. Most queues never ask. */
function completionOf(commands: readonly QueueCommand[]): (id: string) => boolean {
  let completed: ReadonlySet<string> | undefined;
  return (wanted) => {
    completed ??= new Set(commands.flatMap(({ id, status }) => (status === "completed" ? [id] : [])));
    return completed.has(wanted);
  };
}

function priorityOf({ priority }: QueueCommand): number {
  return priority ?? 0;
}

function isLater(time: string, now: string): boolean {
  return Date.parse(time) > Date.parse(now);
}
