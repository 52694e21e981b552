import { LockstepError } from "../errors";
import { checkDependencies, type Dependent } from "../jobs/dependencies";
import { changed, replaced } from "../records/changed";
import { checked } from "../records/checked";
import { findRecord } from "../records/find-record";
import type { Outcome } from "../records/outcome";
import { type Placement, place } from "../records/placement";
import { type Progress, progressOf } from "../records/progress";
import type { Run } from "../records/run";
import { changedVariables, type VariableChanges } from "../records/variables";
import { commandSchema, type Queue, type QueueCommand } from "./queue";

/** What to change of a command: undefined leaves a field as it is, null takes it away. */
export interface CommandChanges {
  readonly run?: Run | undefined;
  readonly label?: string | null | undefined;
  readonly cwd?: string | null | undefined;
  /** Those that it does not name stay; null takes away all. */
  readonly env?: VariableChanges | null | undefined;
  /** The ids of commands of the same queue. */
  readonly after?: readonly string[] | null | undefined;
  readonly priority?: number | null | undefined;
  /** ISO 8601. */
  readonly notBefore?: string | null | undefined;
}

/** By id or the beginning of one. @throws {LockstepError} `NOT_FOUND`; `INVALID` when several begin so */
export function findCommand(queue: Queue, ref: string): QueueCommand {
  return findRecord(queue.commands, ref, "command");
}

/** How far the queue is. */
export function progress(queue: Queue): Progress {
  return progressOf(queue.commands);
}

/** @throws {LockstepError} `INVALID` position, `NOT_FOUND` neighbour or command to wait for */
export function withCommand(queue: Queue, command: QueueCommand, placement: Placement | undefined): Queue {
  const commands = place(queue.commands, command, placement, "command");
  checkAfter(commands, command);
  return { ...queue, commands };
}

/** @throws {LockstepError} `NOT_FOUND`; `PRECONDITION` when it is running or would wait for itself; `INVALID` */
export function withChangedCommand(queue: Queue, id: string, changes: CommandChanges): Outcome<Queue, QueueCommand> {
  const command = commandById(queue, id);
  checkNotRunning(command, "changed");
  const next = changed(command, { ...changes, env: changedVariables(command.env, changes.env) });
  if (next === command) {
    return { document: queue, result: command };
  }
  checked(commandSchema, next, "command");
  const commands = replaced(queue.commands, next);
  if (changes.after !== undefined) {
    checkAfter(commands, next);
  }
  return { document: { ...queue, commands }, result: next };
}

/** Nothing waits for it afterwards. @throws {LockstepError} `NOT_FOUND`; `PRECONDITION` when it is running */
export function withoutCommand(queue: Queue, id: string): Outcome<Queue, QueueCommand> {
  const command = commandById(queue, id);
  checkNotRunning(command, "removed");
  const others = queue.commands.filter((candidate) => candidate !== command);
  return { document: { ...queue, commands: withoutReferencesTo(others, id) }, result: command };
}

/** Nothing waits for one that is not there. */
export function withoutReferencesTo(commands: readonly QueueCommand[], id: string): readonly QueueCommand[] {
  return commands.map((other) =>
    other.after?.includes(id) ? changed(other, { after: other.after.filter((one) => one !== id) }) : other,
  );
}

/**
 * Undoes a removal: the same command, in its old place as far as the list still reaches, waiting for what is still there.
 * One that is there stays.
 */
export function withRestoredCommand(queue: Queue, command: QueueCommand, position: number): Queue {
  const ids = new Set(queue.commands.map(({ id }) => id));
  const after = command.after?.filter((id) => ids.has(id));
  return ids.has(command.id) ? queue : withCommand(queue, changed(command, { after }), { at: position });
}

/** @throws {LockstepError} `NOT_FOUND` command or neighbour; `PRECONDITION` when it is running; `INVALID` position */
export function withMovedCommand(queue: Queue, id: string, placement: Placement): Queue {
  const command = commandById(queue, id);
  checkNotRunning(command, "moved");
  const commands = place(queue.commands, command, placement, "command");
  return commands === queue.commands ? queue : { ...queue, commands };
}

/** @throws {LockstepError} `PRECONDITION` when the queue or one of its commands is running. */
export function checkMayBeDeleted(queue: Queue): void {
  if (queue.status === "running" || queue.commands.some(({ status }) => status === "running")) {
    throw new LockstepError("PRECONDITION", "The queue “{0}” is running. Stop it before you delete it.", [queue.name]);
  }
}

/** @throws {LockstepError} `NOT_FOUND` */
export function commandById(queue: Queue, id: string): QueueCommand {
  const command = queue.commands.find((candidate) => candidate.id === id);
  if (command === undefined) {
    throw new LockstepError("NOT_FOUND", "There is no command “{0}” in the queue “{1}”.", [id, queue.name]);
  }
  return command;
}

function checkAfter(commands: readonly QueueCommand[], command: QueueCommand): void {
  checkDependencies(commands.map(asDependent), asDependent(command));
}

function asDependent({ id, label, after }: QueueCommand): Dependent {
  return { id, name: label ?? id, dependsOn: after ?? [] };
}

/** @throws {LockstepError} `PRECONDITION` */
export function checkNotRunning(command: QueueCommand, verb: string): void {
  if (command.status === "running") {
    throw new LockstepError("PRECONDITION", "The command “{0}” is running and can't be {1} now.", [
      command.label ?? command.id,
      verb,
    ]);
  }
}
