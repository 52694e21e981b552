import type { Group } from "../core/groups/group";
import type { Queue } from "../core/queues/queue";
import { mayWork } from "../core/runner/worker-names";
import type { StateFolder } from "../core/state-folder";
import { hintWord } from "./terminal-text";

/** What is still to be done to have the commands of a queue run. */
export async function queueHints(state: StateFolder, { name, status, commands }: Queue): Promise<readonly string[]> {
  const waits = commands.some((command) => command.status === "pending");
  return await startHints(state, { noun: "queue", name, status, waits });
}

/** The same for the sessions of a group. */
export async function groupHints(state: StateFolder, { name, status, sessions }: Group): Promise<readonly string[]> {
  const waits = sessions.some((session) => session.status === "pending");
  return await startHints(state, { noun: "group", name, status, waits });
}

interface Started {
  readonly noun: "queue" | "group";
  readonly name: string;
  readonly status: string;
  readonly waits: boolean;
}

/** What is still to be done to have its jobs run. */
export async function startHints(
  state: StateFolder,
  { noun, name, status, waits }: Started,
): Promise<readonly string[]> {
  if (status === "running") {
    return await nobodyLines(state, name);
  }
  const isOver = status === "completed" || status === "failed" || status === "stopped";
  return waits && isOver ? [`Start it: lockstep ${noun} start ${hintWord(name)}`] : [];
}

/** Something was started, and nobody is attached who would run it. */
async function nobodyLines(state: StateFolder, name: string): Promise<readonly string[]> {
  const { writers } = await state.status();
  return writers.some(mayWork)
    ? []
    : [`Nobody is here who would run it. Open the folder in VS Code, or: lockstep work ${hintWord(name)}`];
}
