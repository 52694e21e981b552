import { LockstepError } from "../errors";
import { limits } from "../records/limits";
import { systemInput } from "../records/text-input";
import type { Work } from "../runner/execution";
import { agentSessionIdPattern } from "../sessions/transcript";
import { type AgentProfile, placeholders } from "./agent-profile";

/** What an agent is asked. */
export interface AgentAsk {
  readonly prompt: string;
  readonly sessionMode: "continue" | "new";
  /** By which the agent knows the session before, where there was one. */
  readonly sessionId?: string | undefined;
}

/** How that is asked: part of a {@link Work}. */
export interface AgentStart extends Pick<Work, "program" | "input"> {
  /** Added to the environment. */
  readonly env: Readonly<Record<string, string>>;
  /** The session that it goes on with; undefined when it starts a new one. */
  readonly continues: string | undefined;
}

/**
 * Program and input for a prompt. A session is continued where there is one and the agent can; else a new one is
 * started. Nothing goes through a shell.
 *
 * @throws {LockstepError} `INVALID` for a prompt or a session id that the agent could take for something else
 */
export function agentStart(profile: AgentProfile, { prompt, sessionMode, sessionId }: AgentAsk): AgentStart {
  systemInput("prompt", prompt, limits.prompt);
  const continues = sessionMode === "continue" && profile.args.continue !== undefined ? sessionId : undefined;
  const args = (continues === undefined ? undefined : profile.args.continue) ?? profile.args.new;
  if (profile.prompt === "argument") {
    checkArgument(prompt, args);
  }
  return {
    program: { kind: "arguments", file: profile.command, args: filledIn(args, prompt, continues) },
    ...(profile.prompt === "stdin" ? { input: prompt } : {}),
    env: profile.env ?? {},
    continues,
  };
}

function filledIn(args: readonly string[], prompt: string, sessionId: string | undefined): readonly string[] {
  return args.map((arg) => {
    switch (arg) {
      case placeholders.prompt:
        return prompt;
      case placeholders.sessionId:
        return checkedSessionId(sessionId);
      default:
        return arg;
    }
  });
}

/** It was read from an agent's output, and an agent says what it likes. */
function checkedSessionId(id: string | undefined): string {
  if (id === undefined || !agentSessionIdPattern.test(id)) {
    throw new LockstepError("INVALID", "“{0}” can't be the id of an agent's session.", [(id ?? "").slice(0, 80)]);
  }
  return id;
}

/** A prompt is not an option. */
function checkArgument(prompt: string, args: readonly string[]): void {
  const before = args.slice(0, args.indexOf(placeholders.prompt));
  if (prompt.startsWith("-") && !before.includes("--")) {
    throw new LockstepError(
      "INVALID",
      "The prompt begins with “-” and would be taken for an option. Put “--” before {0} in the setting lockstep.agents, or have the agent read its standard input.",
      [placeholders.prompt],
    );
  }
}
