import * as z from "zod/mini";
import { systemText, title } from "./fields";
import type { Immutable } from "./immutable";
import { limits } from "./limits";

/** What a queue command or a session does: a shell command line, or a prompt for a coding agent. */
export const runSchema = z
  .discriminatedUnion("kind", [
    z.looseObject({
      kind: z.literal("shell").check(z.describe("A command line for the shell.")),
      command: systemText("The command line, as it would be typed in a terminal.", limits.command),
    }),
    z.looseObject({
      kind: z.literal("prompt").check(z.describe("A prompt for a coding agent.")),
      agent: title("Which agent gets the prompt, such as “claude”."),
      prompt: systemText("What the agent is asked to do.", limits.prompt),
      sessionMode: z
        ._default(z.enum(["continue", "new"]), "continue")
        .check(z.describe("“continue” goes on with the session of the prompt before it, “new” starts one.")),
    }),
  ])
  .check(z.describe("What is run."));

export type Run = Immutable<z.infer<typeof runSchema>>;
