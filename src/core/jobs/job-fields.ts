import * as z from "zod/mini";
import { id } from "../records/fields";

/** What queue commands and sessions have for the sake of being run, beside what tells people how it went. */
export const jobFields = {
  runId: z.optional(
    id("run").check(z.describe("The last time that it ran: the name of its log. Written by Lockstep.")),
  ),
  startNow: z.optional(z.boolean().check(z.describe("Whether it runs out of turn. Written by Lockstep."))),
  stopRequested: z.optional(
    z.boolean().check(z.describe("Whether somebody asked whoever runs it to stop it. Written by Lockstep.")),
  ),
} as const;
