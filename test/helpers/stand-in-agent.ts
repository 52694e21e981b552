import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { placeholders } from "../../src/core/agents/agent-profile";

/** A program that speaks as Claude Code does; its variables are described in it. */
const standIn = join(__dirname, "../fixtures/agents/stand-in.mjs");

/** For the setting `lockstep.agents`: an agent that needs nothing but Node. */
export function standInAgent(env: Readonly<Record<string, string>> = {}): object {
  const args = [standIn, "-p", "--output-format", "stream-json", "--verbose"];
  return {
    command: process.execPath,
    args: { new: args, continue: [...args, "--resume", placeholders.sessionId] },
    result: "claude-stream-json",
    env,
  };
}

/** The same as an agent that takes its prompt as an argument and answers with text. */
export function plainStandInAgent(env: Readonly<Record<string, string>> = {}): object {
  return { command: process.execPath, args: { new: [standIn, "--", placeholders.prompt] }, prompt: "argument", env };
}

/** What a stand-in with `STAND_IN_ASKED` was asked. */
export interface Asked {
  readonly pid: number;
  readonly cwd: string;
  readonly args: readonly string[];
  readonly prompt: string;
  readonly env: Readonly<Record<string, string>>;
}

/** What was asked so far, in order. */
export function asked(file: string): readonly Asked[] {
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  return lines.filter((line) => line !== "").map((line): Asked => JSON.parse(line));
}
