import * as z from "zod/mini";
import { LockstepError } from "../errors";
import { environment, systemText } from "../records/fields";
import type { Immutable } from "../records/immutable";
import { limits } from "../records/limits";
import { DocumentFormatError, validate } from "../storage/document-codec";

/** Arguments that stand for something. Each is a whole argument, so that nothing has to be quoted. */
export const placeholders = { prompt: `\${prompt}`, sessionId: `\${sessionId}` } as const;

const isOrHoldsNone = (arg: string) =>
  Object.values(placeholders).every((placeholder) => arg === placeholder || !arg.includes(placeholder));

const argument = z
  .string()
  .check(z.maxLength(limits.command))
  .check(z.refine((arg) => !arg.includes("\0"), "must not hold a NUL character"))
  .check(
    z.refine(
      isOrHoldsNone,
      `${placeholders.prompt} and ${placeholders.sessionId} are arguments of their own, not parts of one`,
    ),
  );

const profileSchema = z
  .looseObject({
    command: systemText("The program to start.", limits.path),
    args: z
      .looseObject({
        new: z.array(argument).check(z.describe("Its arguments for a new session.")),
        continue: z.optional(
          z.array(argument).check(z.describe(`Its arguments to go on with ${placeholders.sessionId}.`)),
        ),
      })
      .check(
        z.refine((args) => !args.new.includes(placeholders.sessionId), {
          message: `a new session has no ${placeholders.sessionId} yet`,
          path: ["new"],
        }),
        z.refine((args) => args.continue?.includes(placeholders.sessionId) ?? true, {
          message: `${placeholders.sessionId} is missing`,
          path: ["continue"],
        }),
      ),
    prompt: z
      ._default(z.enum(["stdin", "argument"]), "stdin")
      .check(z.describe(`How it gets the prompt: on its standard input, or as the argument ${placeholders.prompt}.`)),
    result: z._default(z.enum(["claude-stream-json", "text"]), "text").check(z.describe("How its output is read.")),
    env: z.optional(environment),
  })
  .check(
    z.refine(({ prompt, args }) => [args.new, args.continue ?? args.new].every((list) => takes(prompt, list)), {
      message: `where “prompt” is “argument”, and only there, one of them is ${placeholders.prompt}`,
      path: ["args"],
    }),
  );

function takes(prompt: "stdin" | "argument", args: readonly string[]): boolean {
  return args.filter((arg) => arg === placeholders.prompt).length === (prompt === "argument" ? 1 : 0);
}

/** How an agent is started, how it goes on with a session, and how its result is read. */
export type AgentProfile = Immutable<z.infer<typeof profileSchema>>;

const claude = ["-p", "--output-format", "stream-json", "--verbose"];

/** Those that need no setting. Claude Code: https://docs.claude.com/en/docs/claude-code/headless */
const builtIn: ReadonlyMap<string, object> = new Map([
  [
    "claude",
    {
      command: "claude",
      args: { new: claude, continue: [...claude, "--resume", placeholders.sessionId] },
      prompt: "stdin",
      result: "claude-stream-json",
    },
  ],
]);

/** @param setting the value of `lockstep.agents` */
export function agentNames(setting: unknown): readonly string[] {
  return [...new Set([...builtIn.keys(), ...profilesIn(setting).keys()])].sort();
}

/**
 * The profile of that name: what the setting says of it, and of one that is built in what the setting leaves out.
 *
 * @param setting the value of `lockstep.agents`
 * @throws {LockstepError} `NOT_FOUND`; `INVALID` when the setting does not describe one
 */
export function agentProfile(setting: unknown, name: string): AgentProfile {
  const given = profilesIn(setting).get(name);
  const known = builtIn.get(name);
  if (given === undefined && known === undefined) {
    throw new LockstepError(
      "NOT_FOUND",
      "There is no agent “{0}”, but {1}. Describe it in the setting lockstep.agents.",
      [name, agentNames(setting).join(", ")],
    );
  }
  try {
    return validate(profileSchema, given === undefined || isObject(given) ? completed(known, given) : given);
  } catch (error) {
    if (error instanceof DocumentFormatError) {
      const args = [name, error.message];
      throw new LockstepError("INVALID", "The setting lockstep.agents says of “{0}”: {1}.", args, { cause: error });
    }
    throw error;
  }
}

/** Both lists of arguments belong together: who gives other ones gives both. */
function completed(known: object | undefined, given: object | undefined): object {
  return { ...known, ...given };
}

function profilesIn(setting: unknown): ReadonlyMap<string, unknown> {
  if (setting === undefined || setting === null) {
    return new Map();
  }
  if (!isObject(setting)) {
    throw new LockstepError("INVALID", "The setting lockstep.agents is not an object of agents by name.");
  }
  return new Map(Object.entries(setting));
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
