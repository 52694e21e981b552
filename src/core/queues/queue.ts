import * as z from "zod/mini";
import { amount, directory, environment, formatVersion, id, prose, timestamp, title } from "../records/fields";
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
});

const configSchema = z.looseObject({
  stopOnError: z
    ._default(z.boolean(), true)
    .check(z.describe("Whether the queue stops at the first command that fails.")),
  onInterrupted: z
    ._default(z.enum(["fail", "retry"]), "fail")
    .check(z.describe("What becomes of a command whose window died: it failed, or it runs again.")),
  env: z.optional(environment),
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
export const queueSchema = documentOf(z.array(commandSchema));

export type QueueCommand = Immutable<z.infer<typeof commandSchema>>;
export type Queue = Immutable<z.infer<typeof queueSchema>>;

export const queueCodec: DocumentCodec<Queue> = recordsCodec(
  { field: "commands", record: commandSchema, document: documentOf },
  1,
);
