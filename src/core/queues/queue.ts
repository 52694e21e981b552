import * as z from "zod/mini";
import { jobFields } from "../jobs/job-fields";
import { lazily } from "../lazily";
import {
  amount,
  directory,
  environment,
  formatVersion,
  id,
  prose,
  systemText,
  timestamp,
  title,
} from "../records/fields";
import type { Immutable } from "../records/immutable";
import { limits } from "../records/limits";
import { ownerSchema } from "../records/owner";
import { runSchema } from "../records/run";
import { tokensSchema } from "../records/tokens";
import { withUniqueIds } from "../records/unique-ids";
import type { DocumentCodec } from "../storage/document-codec";
import { recordsCodec } from "../storage/records-codec";

export const commandSchema = z.looseObject({
  id: id("command"),
  run: runSchema,
  label: z.optional(title("What to call it, where the command itself says too little.")),
  cwd: z.optional(directory("Where it runs, where that is not the queue's folder. Relative to the workspace folder.")),
  env: z.optional(environment),
  status: z
    ._default(z.enum(["pending", "running", "completed", "failed", "skipped", "interrupted"]), "pending")
    .check(z.describe("How far it is. “pending” is what still has to run.")),
  addedAt: timestamp("When it was added."),
  startedAt: z.optional(timestamp("When it was started.")),
  completedAt: z.optional(timestamp("When it ended.")),
  exitCode: z.optional(z.int().check(z.describe("The exit code of its process."))),
  owner: z.optional(ownerSchema),
  costUsd: z.optional(amount("What the agent cost, in US dollars.")),
  tokens: z.optional(tokensSchema),
  error: z.optional(prose("Why it failed.", limits.error)),
  after: z.optional(
    z
      .array(id("command"))
      .check(z.maxLength(limits.records))
      .check(z.describe("The ids of the commands of this queue that must be completed before it starts.")),
  ),
  priority: z.optional(
    z
      .int()
      .check(z.minimum(-limits.priority), z.maximum(limits.priority))
      .check(z.describe("A command with a higher one runs before those that stand ahead of it. 0 when left out.")),
  ),
  notBefore: z.optional(timestamp("When it may start at the earliest.")),
  ...jobFields,
});

const configSchema = z.looseObject({
  stopOnError: z
    ._default(z.boolean(), true)
    .check(z.describe("Whether the queue stops at the first command that fails.")),
  onInterrupted: z
    ._default(z.enum(["fail", "continue", "retry"]), "fail")
    .check(
      z.describe(
        "When the window that ran a command died: the queue pauses, it goes on with the next one, or the command runs again.",
      ),
    ),
  env: z.optional(environment),
  onFinish: z.optional(systemText("A command line that runs when the queue has ended.", limits.command)),
  onFail: z.optional(systemText("A command line that runs when one of its commands fails.", limits.command)),
});

const documentOf = (commands: z.ZodMiniType<z.infer<typeof commandSchema>[]>) =>
  z.looseObject({
    version: formatVersion,
    id: id("queue"),
    name: title("What people call it. No two queues have the same."),
    description: z.optional(prose("What it is for.")),
    cwd: z._default(directory("Where its commands run, relative to the workspace folder."), "."),
    status: z
      ._default(z.enum(["idle", "running", "paused", "stopped", "completed", "failed"]), "idle")
      .check(z.describe("Written by Lockstep.")),
    commands: z.pipe(
      z._default(commands.check(z.maxLength(limits.records)), []).check(z.describe("In the order in which they run.")),
      z.transform((records) => withUniqueIds(records)),
    ),
    config: z.prefault(configSchema, {}).check(z.describe("How it runs.")),
    createdAt: timestamp("When it was created."),
    updatedAt: timestamp("When it was last changed."),
  });

/** `queues/<id>.json`: commands that run one after the other. */
export const queueSchema = lazily(() => documentOf(z.array(commandSchema)));

export type QueueCommand = Immutable<z.infer<typeof commandSchema>>;
export type Queue = Immutable<z.infer<ReturnType<typeof documentOf>>>;

export const queueCodec: DocumentCodec<Queue> = recordsCodec(
  { field: "commands", record: commandSchema, document: documentOf },
  1,
);
