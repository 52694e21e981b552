import { type Command, Option } from "commander";
import { LockstepError } from "../core/errors";
import type { Queue } from "../core/queues/queue";
import { type CommandChanges, findCommand } from "../core/queues/queue-rules";
import type { CommandInput } from "../core/queues/queue-service";
import { parseWhen } from "../core/runner/when";
import { repeated } from "./values";

/** When a command may start; false takes a condition away. */
export interface ConditionOptions {
  readonly after?: readonly string[] | false | undefined;
  readonly priority?: number | false | undefined;
  readonly delay?: string | false | undefined;
}

type Conditions = Pick<CommandChanges, "after" | "priority" | "notBefore">;

export function addConditionOptions(command: Command): Command {
  const priority = new Option("--priority <n>", "those with a higher one run first (default: 0)");
  return command
    .option("--after <command>", "wait until this one is completed; may be repeated", repeated)
    .addOption(priority.argParser(wholeNumber))
    .option("--delay <when>", "not before: 90s, 1h30m, 18:30, tomorrow 9:00, wednesday 10:30pm, 2026-03-01 18:30");
}

/** @throws {LockstepError} `NOT_FOUND`, `INVALID` */
export function conditionsFrom(queue: Queue, { after, priority, delay }: ConditionOptions, now: Date): Conditions {
  return {
    after: after === false ? null : after?.map((ref) => findCommand(queue, ref).id),
    priority: priority === false ? null : priority,
    notBefore: delay === false ? null : delay === undefined ? undefined : parseWhen(delay, now).toISOString(),
  };
}

/** The same for a command that is new: there is nothing to take away. */
export function conditionsToAdd({ after, priority, notBefore }: Conditions): Partial<CommandInput> {
  return { after: after ?? undefined, priority: priority ?? undefined, notBefore: notBefore ?? undefined };
}

/** @throws {LockstepError} `INVALID` */
function wholeNumber(text: string): number {
  if (!/^[+-]?\d+$/.test(text)) {
    throw new LockstepError("INVALID", "--priority is a whole number, not “{0}”.", [text]);
  }
  return Number(text);
}
