import { LockstepError } from "../errors";
import { runIdVariable } from "../storage/run-processes";
import type { Variables } from "./variables";

type Variable = readonly [name: string, value: string];

/** What a run is told of itself, in its environment. */
export interface RunFacts {
  readonly runId: string;
  /** The workspace folder. */
  readonly root: string;
  /** The file for its usage reports. */
  readonly usage: string;
  readonly queue?: string;
  readonly commandId?: string;
  readonly group?: string;
  readonly sessionId?: string;
}

export interface EnvironmentLayers {
  readonly process: NodeJS.ProcessEnv;
  /** Of the queue or the group, with variables. */
  readonly shared?: Readonly<Record<string, string>> | undefined;
  /** Of the command or the session, with variables. */
  readonly own?: Readonly<Record<string, string>> | undefined;
  readonly run: RunFacts;
  readonly platform?: NodeJS.Platform;
}

export interface RunEnvironment {
  readonly env: Readonly<Record<string, string>>;
  /** The values of all secrets in it, to be masked in its output. */
  readonly secrets: readonly string[];
}

/**
 * The whole environment of a run: that of the process that runs it, below what the queue says, below what the command
 * says, below what Lockstep says.
 *
 * @throws {LockstepError} `INVALID` for a variable that can't be resolved
 */
export async function environmentOf(layers: EnvironmentLayers, variables: Variables): Promise<RunEnvironment> {
  const shared = await resolved(variables, layers.shared);
  const own = await resolved(variables, layers.own);
  const inherited = Object.entries(layers.process).flatMap(([name, value]): Variable[] =>
    value === undefined ? [] : [[name, value]],
  );
  // A run that another run started is not part of that one's queue, and nobody else tells what Lockstep does.
  const others = [...inherited, ...shared.entries, ...own.entries].filter(([name]) => !Object.hasOwn(ownNames, name));
  return {
    env: merged([...others, ...ownVariables(layers.run)], layers.platform ?? process.platform),
    secrets: [...shared.secrets, ...own.secrets],
  };
}

/** The later one counts. Windows does not tell names apart by their capitals. */
function merged(variables: readonly Variable[], platform: NodeJS.Platform): Record<string, string> {
  const byKey = new Map<string, Variable>();
  for (const [name, value] of variables) {
    byKey.set(platform === "win32" ? name.toUpperCase() : name, [name, value]);
  }
  return Object.fromEntries(byKey.values());
}

const ownNames = {
  LOCKSTEP_QUEUE: "queue",
  LOCKSTEP_GROUP: "group",
  LOCKSTEP_COMMAND_ID: "commandId",
  LOCKSTEP_SESSION_ID: "sessionId",
  [runIdVariable]: "runId",
  LOCKSTEP_ROOT: "root",
  LOCKSTEP_USAGE: "usage",
} as const satisfies Record<string, keyof RunFacts>;

function ownVariables(run: RunFacts): Variable[] {
  return Object.entries(ownNames).flatMap(([name, fact]): Variable[] => {
    const value = run[fact];
    return value === undefined ? [] : [[name, value]];
  });
}

/** What a document says, resolved. */
async function resolved(variables: Variables, values: Readonly<Record<string, string>> = {}) {
  const entries: Variable[] = [];
  const secrets: string[] = [];
  for (const [name, text] of Object.entries(values)) {
    if (!/^[^=\0]+$/.test(name)) {
      throw new LockstepError("INVALID", "“{0}” can't be the name of an environment variable.", [name]);
    }
    const value = await variables.value(text);
    entries.push([name, value.value]);
    secrets.push(...value.secrets);
  }
  return { entries, secrets };
}
