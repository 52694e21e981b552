import * as z from "zod/mini";
import { amount, count, id, timestamp, title } from "../records/fields";
import type { Immutable } from "../records/immutable";

/** The most that one entry may say: nobody uses more, and a hundred thousand of them still add up without rounding. */
const most = { tokens: 10_000_000_000, costUsd: 1_000_000 };

const tokens = (what: string) => z.optional(count(`Tokens ${what}.`).check(z.maximum(most.tokens)));

/** What whoever used something says of it. */
export const usageFields = {
  provider: title("Who was asked, such as the name of a service."),
  operation: title("What was done there."),
  model: z.optional(title("Which model did it.")),
  inputTokens: tokens("that went in"),
  outputTokens: tokens("that came out"),
  cacheReadTokens: tokens("read from the cache"),
  cacheWriteTokens: tokens("written to the cache"),
  costUsd: z.optional(amount("What it cost, in US dollars.").check(z.maximum(most.costUsd))),
  title: z.optional(title("What people know it by.")),
};

export const usageEntrySchema = z.looseObject({
  id: id("entry"),
  at: timestamp("When it was used."),
  ...usageFields,
  queue: z.optional(id("queue that it was used for")),
  group: z.optional(id("group that it was used for")),
  job: z.optional(id("command or session that used it")),
  run: z.optional(id("run that used it")),
});

/** One use of something that costs. What is not known is left out. */
export type UsageEntry = Immutable<z.infer<typeof usageEntrySchema>>;
