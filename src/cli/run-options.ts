import { type Command, Option } from "commander";
import { LockstepError } from "../core/errors";
import type { Run } from "../core/records/run";
import { commandLine } from "../core/shell-words";

/** What to run: a shell command behind `--`, or a prompt for an agent. */
export interface RunOptions {
  readonly prompt?: string;
  readonly agent?: string;
  readonly newSession?: true;
}

export function addRunOptions(command: Command): Command {
  return command
    .addOption(new Option("--prompt <text>", "a prompt for a coding agent, in place of a command"))
    .addOption(new Option("--agent <name>", "which agent gets the prompt (default: claude)"))
    .addOption(new Option("--new-session", "start a new session of the agent for the prompt"));
}

/**
 * `words` is what stands behind `--`.
 *
 * @throws {LockstepError} `INVALID` when both or only half of one are given
 */
export function runFrom(words: readonly string[], options: RunOptions): Run | undefined {
  const { prompt, agent, newSession } = options;
  if (prompt === undefined) {
    if (agent !== undefined || newSession) {
      throw new LockstepError("INVALID", "--agent and --new-session go with --prompt.");
    }
    return words.length === 0 ? undefined : { kind: "shell", command: commandLine(words, process.platform) };
  }
  if (words.length > 0) {
    throw new LockstepError("INVALID", "Give either a command or --prompt, not both.");
  }
  return { kind: "prompt", agent: agent ?? "claude", prompt, sessionMode: newSession ? "new" : "continue" };
}

/** @throws {LockstepError} `INVALID` when there is nothing to run */
export function requiredRun(words: readonly string[], options: RunOptions, example: string): Run {
  const run = runFrom(words, options);
  if (run === undefined) {
    throw new LockstepError("INVALID", "Say what to run, behind “--”: {0}", [example]);
  }
  return run;
}

/** One line that says what a run does. */
export function runText(run: Run): string {
  return run.kind === "shell" ? run.command : `${run.agent}: ${run.prompt}`;
}
