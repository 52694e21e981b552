import { LockstepError } from "../errors";
import { afresh, allWithdrawn, hasEnded, hasFailed, skipped, withdrawn } from "../jobs/job-rules";
import { changed, replaced } from "../records/changed";
import type { Outcome } from "../records/outcome";
import type { Queue, QueueCommand } from "./queue";
import { commandById } from "./queue-rules";
import { checkHasWork, settled } from "./run-rules";

// What people tell a queue that runs here or elsewhere. Whoever runs it reads it from the document and acts on it.

/** @throws {LockstepError} `PRECONDITION` when there is nothing to run */
export function started(queue: Queue): Queue {
  checkHasWork(queue);
  return changed(queue, { status: "running" });
}

/** What runs goes on to its end, nothing else is started. @throws {LockstepError} `PRECONDITION` when it does not run */
export function paused(queue: Queue): Queue {
  if (queue.status === "paused") {
    return queue;
  }
  if (queue.status !== "running") {
    throw new LockstepError("PRECONDITION", "The queue “{0}” is not running.", [queue.name]);
  }
  return { ...queue, status: "paused" };
}

/** @throws {LockstepError} `PRECONDITION` when it is not paused */
export function resumed(queue: Queue): Queue {
  if (queue.status === "running") {
    return queue;
  }
  if (queue.status !== "paused") {
    throw new LockstepError("PRECONDITION", "The queue “{0}” is not paused. Start it instead.", [queue.name]);
  }
  checkHasWork(queue);
  return { ...queue, status: "running" };
}

/** What runs is ended, the rest is skipped. @throws {LockstepError} `PRECONDITION` when there is nothing to stop */
export function stopped(queue: Queue, now: string): Queue {
  const isBusy = queue.commands.some(({ status }) => status === "running");
  if (!isBusy && queue.status !== "running" && queue.status !== "paused") {
    throw new LockstepError("PRECONDITION", "The queue “{0}” is not running.", [queue.name]);
  }
  return { ...queue, commands: allWithdrawn(queue.commands, "The queue was stopped.", now), status: "stopped" };
}

/**
 * Ends one command that runs, or takes one out that waits for its turn.
 *
 * @throws {LockstepError} `NOT_FOUND`; `PRECONDITION` when it has ended
 */
export function cancelled(queue: Queue, id: string, now: string): Outcome<Queue, QueueCommand> {
  const command = commandById(queue, id);
  if (hasEnded(command)) {
    throw new LockstepError("PRECONDITION", "The command “{0}” has ended already.", [nameOf(command)]);
  }
  return withNext(queue, withdrawn(command, "It was cancelled.", now), now);
}

/** @throws {LockstepError} `NOT_FOUND`; `PRECONDITION` when it runs or has ended */
export function skippedByUser(queue: Queue, id: string, now: string): Outcome<Queue, QueueCommand> {
  const command = commandById(queue, id);
  if (command.status !== "pending") {
    throw new LockstepError("PRECONDITION", "Only a command that waits for its turn can be skipped.");
  }
  return withNext(queue, skipped(command, "It was skipped.", now), now);
}

export interface Restart {
  /** Given: the command stays as it is, and a copy with this id is added at the end. */
  readonly copyId?: string | undefined;
  readonly now: string;
}

/** @throws {LockstepError} `NOT_FOUND`; `PRECONDITION` when it has not ended */
export function restarted(queue: Queue, id: string, { copyId, now }: Restart): Outcome<Queue, QueueCommand> {
  const command = commandById(queue, id);
  if (!hasEnded(command)) {
    throw new LockstepError("PRECONDITION", "The command “{0}” has not ended yet.", [nameOf(command)]);
  }
  if (copyId === undefined) {
    const again = afresh(command);
    return { document: { ...queue, commands: replaced(queue.commands, again) }, result: again };
  }
  const copy = changed(afresh(command), { id: copyId, addedAt: now, runId: null, notBefore: null });
  return { document: { ...queue, commands: [...queue.commands, copy] }, result: copy };
}

/** What failed, was interrupted, or was skipped because of that waits for its turn again. @throws `PRECONDITION` */
export function retried(queue: Queue): Outcome<Queue, number> {
  const again = new Set(queue.commands.filter(hasFailed).map(({ id }) => id));
  if (again.size === 0) {
    throw new LockstepError("PRECONDITION", "Nothing failed in the queue “{0}”.", [queue.name]);
  }
  addDependants(queue.commands, again);
  const commands = queue.commands.map((command) => (again.has(command.id) ? afresh(command) : command));
  return { document: { ...queue, commands }, result: again.size };
}

/** Runs it at once, whatever else runs. @throws {LockstepError} `NOT_FOUND`; `PRECONDITION` when it runs or has ended */
export function startedNow(queue: Queue, id: string): Outcome<Queue, QueueCommand> {
  const command = commandById(queue, id);
  if (command.status !== "pending") {
    throw new LockstepError("PRECONDITION", "Only a command that waits for its turn can be started now.");
  }
  const next = changed(command, { startNow: true });
  return { document: { ...queue, commands: replaced(queue.commands, next) }, result: next };
}

function withNext(queue: Queue, command: QueueCommand, now: string): Outcome<Queue, QueueCommand> {
  return { document: settled({ ...queue, commands: replaced(queue.commands, command) }, now), result: command };
}

/** What was skipped because it waited for one of these, or for what waited for one. */
function addDependants(commands: readonly QueueCommand[], ids: Set<string>): void {
  const size = ids.size;
  for (const { id, status, after } of commands) {
    if (status === "skipped" && after?.some((other) => ids.has(other))) {
      ids.add(id);
    }
  }
  if (ids.size > size) {
    addDependants(commands, ids);
  }
}

function nameOf({ label, id }: QueueCommand): string {
  return label ?? id;
}
