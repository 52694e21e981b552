import * as z from "zod/mini";
import { count } from "./fields";
import type { Immutable } from "./immutable";

/** What an agent used. */
export const tokensSchema = z
  .looseObject({
    input: count("Tokens that went in."),
    output: count("Tokens that came out."),
    cacheRead: z.optional(count("Tokens read from the cache.")),
    cacheWrite: z.optional(count("Tokens written to the cache.")),
  })
  .check(z.describe("The tokens that the agent used."));

export type Tokens = Immutable<z.infer<typeof tokensSchema>>;
