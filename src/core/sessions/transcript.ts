import * as z from "zod/mini";
import { lazily } from "../lazily";
import { amount, formatVersion, id, prose, timestamp, title } from "../records/fields";
import type { Immutable } from "../records/immutable";
import { limits } from "../records/limits";
import { ownerSchema } from "../records/owner";
import { tokensSchema } from "../records/tokens";
import type { DocumentCodec } from "../storage/document-codec";
import { recordsCodec } from "../storage/records-codec";

/** Part of a call's name, as an agent gives it: nothing that could be taken for an option of a command line. */
export const agentSessionIdPattern = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,199}$/;

const agentSessionId = z
  .string()
  .check(z.regex(agentSessionIdPattern, "an agent's session id is letters, digits and . _ : -"))
  .check(z.describe("By which the agent continues it."));

export const exchangeSchema = z.looseObject({
  id: id("exchange"),
  at: timestamp("When it was said."),
  role: z.enum(["user", "assistant", "tool", "system"]).check(z.describe("Who said it.")),
  text: prose("What was said.", limits.prompt),
  tool: z.optional(title("Which tool was called, or answered.")),
  call: z.optional(title("Which call of a tool this is, or answers.")),
  isError: z.optional(z.boolean().check(z.describe("Whether it tells of a failure."))),
  cut: z.optional(z.int().check(z.minimum(1), z.describe("So many characters of the text were left out."))),
});

const documentOf = (exchanges: z.ZodMiniType<z.infer<typeof exchangeSchema>[]>) =>
  z.looseObject({
    version: formatVersion,
    id: id("transcript"),
    title: title("What people call it: a label, or the beginning of the prompt."),
    agent: title("Who was asked."),
    agentSessionId: z.optional(agentSessionId),
    model: z.optional(title("Which model answered, as the agent says.")),
    status: z.enum(["active", "completed", "failed", "abandoned"]).check(z.describe("“active” while it is written.")),
    queue: z.optional(id("queue")),
    group: z.optional(id("group")),
    job: z.optional(id("queue command or session")),
    run: z.optional(id("run")),
    owner: z.optional(ownerSchema),
    exchanges: exchanges.check(z.maxLength(limits.records)).check(z.describe("In the order in which they came.")),
    createdAt: timestamp("When it was started."),
    updatedAt: timestamp("When it was last changed."),
    endedAt: z.optional(timestamp("When it ended.")),
    costUsd: z.optional(amount("What it cost, in US dollars.")),
    tokens: z.optional(tokensSchema),
    error: z.optional(prose("Why it failed.", limits.error)),
  });

/** `local/sessions/<id>.json`: what was said in one run of a prompt. */
export const transcriptSchema = lazily(() => documentOf(z.array(exchangeSchema)));

export type Exchange = Immutable<z.infer<typeof exchangeSchema>>;
export type Transcript = Immutable<z.infer<ReturnType<typeof documentOf>>>;

export const transcriptCodec: DocumentCodec<Transcript> = recordsCodec(
  { field: "exchanges", record: exchangeSchema, document: documentOf },
  1,
);

export const transcriptFolder = "local/sessions";

type Told =
  | "id"
  | "title"
  | "agent"
  | "agentSessionId"
  | "model"
  | "status"
  | "queue"
  | "group"
  | "job"
  | "run"
  | "owner";
type Measured = "createdAt" | "updatedAt" | "endedAt" | "costUsd" | "tokens" | "error";

/** A transcript without what was said. */
export type TranscriptSummary = Pick<Transcript, Told | Measured> & { readonly exchangeCount: number };

export function summaryOf({ exchanges, ...rest }: Transcript): TranscriptSummary {
  return { ...rest, exchangeCount: exchanges.length };
}

/** Whoever holds this lease writes the transcript; without it an active one has nobody left who would end it. */
export function transcriptLease(id: string): string {
  return `sessions/${id}`;
}
