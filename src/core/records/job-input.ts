import { limits } from "./limits";
import type { Run } from "./run";
import { oneLine, systemInput } from "./text-input";

/** @throws {LockstepError} `INVALID` when there is nothing to run. */
export function runInput(run: Run): Run {
  if (run.kind === "shell") {
    return { ...run, command: systemInput("command", run.command, limits.command) };
  }
  return {
    ...run,
    agent: oneLine("name of the agent", run.agent),
    prompt: systemInput("prompt", run.prompt, limits.prompt),
  };
}

/** A folder to run in. @throws {LockstepError} `INVALID` when it is blank. */
export function directoryInput(path: string): string {
  return systemInput("folder", path, limits.path).trim();
}
