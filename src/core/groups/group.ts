import * as z from "zod/mini";
import { jobFields } from "../jobs/job-fields";
import { lazily } from "../lazily";
import { amount, directory, formatVersion, id, prose, timestamp, title } from "../records/fields";
import type { Immutable } from "../records/immutable";
import { limits } from "../records/limits";
import { ownerSchema } from "../records/owner";
import { runSchema } from "../records/run";
import { tokensSchema } from "../records/tokens";
import { withUniqueIds } from "../records/unique-ids";
import type { DocumentCodec } from "../storage/document-codec";
import { recordsCodec } from "../storage/records-codec";

export const sessionSchema = z.looseObject({
  id: id("session"),
  name: title("What people call it."),
  cwd: z._default(directory("Where it runs, relative to the workspace folder."), "."),
  run: runSchema,
  dependsOn: z
    ._default(z.array(id("session")).check(z.maxLength(limits.records)), [])
    .check(z.describe("The ids of the sessions of this group that must be completed before it starts.")),
  status: z
    ._default(z.enum(["pending", "running", "paused", "completed", "failed", "skipped", "interrupted"]), "pending")
    .check(z.describe("How far it is. “pending” is what still has to run.")),
  owner: z.optional(ownerSchema),
  startedAt: z.optional(timestamp("When it was started.")),
  completedAt: z.optional(timestamp("When it ended.")),
  exitCode: z.optional(z.int().check(z.describe("The exit code of its process."))),
  costUsd: z.optional(amount("What the agent cost, in US dollars.")),
  tokens: z.optional(tokensSchema),
  error: z.optional(prose("Why it failed.", limits.error)),
  ...jobFields,
});

const budgetSchema = z.looseObject({
  maxUsd: amount("The most that the group may cost, in US dollars."),
  warningThreshold: z
    ._default(z.number().check(z.minimum(0), z.maximum(1)), 0.8)
    .check(z.describe("The part of it from which to warn, from 0 to 1.")),
  onExceeded: z
    ._default(z.enum(["pause", "stop", "warn"]), "pause")
    .check(z.describe("What happens when it is spent.")),
});

const configSchema = z.looseObject({
  maxConcurrent: z
    ._default(z.int().check(z.minimum(1), z.maximum(1000)), 3)
    .check(z.describe("How many sessions may run at the same time.")),
  respectDependencies: z
    ._default(z.boolean(), true)
    .check(z.describe("Whether sessions wait for what they depend on.")),
  errorThreshold: z
    ._default(z.int().check(z.minimum(1), z.maximum(limits.records)), 2)
    .check(z.describe("After how many failures no more sessions are started.")),
  budget: z.optional(budgetSchema.check(z.describe("What it may cost. Left out: as much as it takes."))),
});

const documentOf = (sessions: z.ZodMiniType<z.infer<typeof sessionSchema>[]>) =>
  z.looseObject({
    version: formatVersion,
    id: id("group"),
    name: title("What people call it. No two groups have the same."),
    description: z.optional(prose("What it is for.")),
    status: z
      ._default(z.enum(["created", "running", "paused", "completed", "failed", "archived"]), "created")
      .check(z.describe("Written by Lockstep.")),
    sessions: z.pipe(
      z
        ._default(sessions.check(z.maxLength(limits.records)), [])
        .check(z.describe("In the order in which they start, as far as what they depend on lets them.")),
      z.transform((records) => withUniqueIds(records)),
    ),
    config: z.prefault(configSchema, {}).check(z.describe("How it runs.")),
    createdAt: timestamp("When it was created."),
    updatedAt: timestamp("When it was last changed."),
    startedAt: z.optional(timestamp("When it was started.")),
    completedAt: z.optional(timestamp("When it ended.")),
  });

/** `groups/<id>.json`: sessions that belong together. */
export const groupSchema = lazily(() => documentOf(z.array(sessionSchema)));

export type Session = Immutable<z.infer<typeof sessionSchema>>;
export type Group = Immutable<z.infer<ReturnType<typeof documentOf>>>;

export const groupCodec: DocumentCodec<Group> = recordsCodec(
  { field: "sessions", record: sessionSchema, document: documentOf },
  1,
);
