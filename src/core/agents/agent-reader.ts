import type { OutputSource } from "../runner/execution";
import type { ExchangeInput } from "../sessions/transcript-input";
import type { TranscriptFacts } from "../sessions/transcript-rules";
import type { AgentProfile } from "./agent-profile";
import { ClaudeStreamReader } from "./claude-stream-reader";
import { TextReader } from "./text-reader";

/** What an agent has told of itself so far. */
export interface AgentReport extends TranscriptFacts {
  /** Its last word. */
  readonly result?: string | undefined;
  /** Whether it says that it failed; undefined as long as it says neither. */
  readonly isError?: boolean | undefined;
}

/** Reads what an agent writes while it does. Never throws: what it does not understand is text. */
export interface AgentReader {
  /** What an agent writes next, cut anywhere. Returns what was said by it. */
  read(chunk: Uint8Array, source: OutputSource): readonly ExchangeInput[];
  /** Its output has ended. Returns what was still to say. */
  end(): readonly ExchangeInput[];
  readonly report: AgentReport;
}

export function agentReader({ result }: Pick<AgentProfile, "result">): AgentReader {
  return result === "claude-stream-json" ? new ClaudeStreamReader() : new TextReader();
}
