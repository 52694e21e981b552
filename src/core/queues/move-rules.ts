import { isDeepStrictEqual } from "node:util";
import { LockstepError } from "../errors";
import { skipped } from "../jobs/job-rules";
import { changed, replaced } from "../records/changed";
import type { Outcome } from "../records/outcome";
import { type Placement, place } from "../records/placement";
import type { Queue, QueueCommand } from "./queue";
import { checkNotRunning, commandById, withMovedCommand, withoutCommand, withoutReferencesTo } from "./queue-rules";

// A command moves between two documents in three steps: the source gives it up, the target gets it, the source removes
// it. At no time may both run it, and a crash loses nothing: what is given up says so, and can be restarted or moved.

/** A command on its way. */
export interface Departure {
  /** As it was, and as it comes into the target. */
  readonly original: QueueCommand;
  /** What is left of it in the source meanwhile. */
  readonly left: QueueCommand;
  /** Those that waited for it. */
  readonly dependants: readonly string[];
}

/** The source no longer runs it. @throws {LockstepError} `NOT_FOUND`; `PRECONDITION` when it is running */
export function givenUp(source: Queue, id: string, now: string): Outcome<Queue, Departure> {
  const original = commandById(source, id);
  checkNotRunning(original, "moved");
  const left =
    original.status === "pending" ? skipped(original, "It was being moved to another queue.", now) : original;
  const dependants = source.commands.flatMap((other) => (other.after?.includes(id) ? [other.id] : []));
  const commands = withoutReferencesTo(replaced(source.commands, left), id);
  const document = left === original && dependants.length === 0 ? source : { ...source, commands };
  return { document, result: { original, left, dependants } };
}

/**
 * The target with it, where it waits for nothing. One that an earlier move brought stays as it is by now.
 *
 * @throws {LockstepError} `CONFLICT` when another one has its id, `INVALID` position, `NOT_FOUND` neighbour
 */
export function received(target: Queue, command: QueueCommand, placement: Placement | undefined): Queue {
  const present = target.commands.find(({ id }) => id === command.id);
  if (present === undefined) {
    const arriving = changed(command, { after: null });
    return { ...target, commands: place(target.commands, arriving, placement, "command") };
  }
  if (!isDeepStrictEqual(contentOf(present), contentOf(command))) {
    throw new LockstepError(
      "CONFLICT",
      "The command “{0}” is in both queues, and differs. Remove the one that is wrong.",
      [command.label ?? command.id],
    );
  }
  return placement === undefined ? target : withMovedCommand(target, command.id, placement);
}

/** The source without it. @throws {LockstepError} `NOT_FOUND`, `CONFLICT` when somebody removed or changed it since */
export function released(source: Queue, { left }: Departure): Queue {
  if (!isDeepStrictEqual(commandById(source, left.id), left)) {
    throw new LockstepError("CONFLICT", "Somebody changed the command “{0}” while it was moved. Move it again.", [
      left.label ?? left.id,
    ]);
  }
  return withoutCommand(source, left.id).document;
}

/** The source as before: it could not leave. Unchanged when somebody changed it since. */
export function takenBack(source: Queue, { original, left, dependants }: Departure): Queue {
  const present = source.commands.find(({ id }) => id === left.id);
  if (present === undefined || !isDeepStrictEqual(present, left)) {
    return source;
  }
  const commands = source.commands.map((command) => {
    if (command === present) {
      return original;
    }
    return dependants.includes(command.id) ? changed(command, { after: [...(command.after ?? []), left.id] }) : command;
  });
  return { ...source, commands };
}

/** The target without what a move that failed brought there, unless somebody changed it since, or runs it. */
export function withdrawn(target: Queue, { original }: Departure): Queue {
  const present = target.commands.find(({ id }) => id === original.id);
  const isUntouched = present !== undefined && isDeepStrictEqual(present, changed(original, { after: null }));
  return isUntouched ? withoutCommand(target, original.id).document : target;
}

/** What a person wrote of it. */
function contentOf({ run, label, cwd, env, addedAt }: QueueCommand): object {
  return { run, label, cwd, env, addedAt };
}
