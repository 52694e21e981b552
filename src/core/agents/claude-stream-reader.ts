import type { Tokens } from "../records/tokens";
import type { OutputSource } from "../runner/execution";
import type { ExchangeInput } from "../sessions/transcript-input";
import type { AgentReader, AgentReport } from "./agent-reader";
import { answerOf, blocksOf, type ClaudeBlock, type ClaudeEvent, claudeEvent } from "./claude-events";
import { cutText, PlainText } from "./cut-text";
import { type OutputLine, OutputLines } from "./output-lines";

/** UTF-16 units: a tool's answer with a picture in it still fits. What is longer is not understood, but its beginning kept. */
const longestLine = 16 * 1024 * 1024;

/**
 * Reads Claude Code's `--output-format stream-json`: a JSON object a line. Lines that are none, and what is said on
 * standard error, are gathered as one text until the next event, so that a flood of output is none of exchanges.
 */
export class ClaudeStreamReader implements AgentReader {
  private readonly lines = new OutputLines(longestLine);
  private readonly noise = new PlainText("system");
  private known: AgentReport = {};

  get report(): AgentReport {
    return this.known;
  }

  read(chunk: Uint8Array, source: OutputSource): readonly ExchangeInput[] {
    if (source === "stderr") {
      this.noise.read(chunk);
      return [];
    }
    return this.lines.read(chunk).flatMap((line) => this.understand(line));
  }

  end(): readonly ExchangeInput[] {
    this.noise.finish();
    return [...this.lines.end().flatMap((line) => this.understand(line)), ...this.takeNoise()];
  }

  private understand({ text, cut }: OutputLine): readonly ExchangeInput[] {
    const event = cut === 0 ? claudeEvent(text) : undefined;
    if (event === undefined) {
      this.noise.add(`${text}\n`, cut);
      return [];
    }
    this.known = { ...this.known, ...factsOf(event) };
    return [...this.takeNoise(), ...exchangesOf(event)];
  }

  private takeNoise(): readonly ExchangeInput[] {
    const noise = this.noise.take();
    return noise === undefined ? [] : [{ role: "system", ...noise }];
  }
}

/**
 * What an event tells of the agent; nothing is unsaid by an event that does not mention it. The cost is that of this run
 * alone, also where it goes on with a session: https://platform.claude.com/docs/en/agent-sdk/cost-tracking
 */
function factsOf(event: ClaudeEvent): AgentReport {
  const { type, subtype, session_id: agentSessionId, model, total_cost_usd: costUsd } = event;
  const session = agentSessionId === undefined ? {} : { agentSessionId };
  if (type === "system" && subtype === "init") {
    return { ...session, ...(model === undefined ? {} : { model }) };
  }
  if (type !== "result") {
    return session;
  }
  const tokens = tokensOf(event);
  const result = resultOf(event);
  return {
    ...session,
    isError: isFailure(event),
    ...(costUsd === undefined ? {} : { costUsd }),
    ...(tokens === undefined ? {} : { tokens }),
    ...(result === undefined ? {} : { result }),
  };
}

function exchangesOf(event: ClaudeEvent): readonly ExchangeInput[] {
  switch (event.type) {
    case "assistant":
    case "user":
      return blocksOf(event).flatMap((block) => exchangeOf(event.type === "user" ? "user" : "assistant", block));
    case "result":
      return isFailure(event)
        ? [{ role: "system", ...cutText("system", resultOf(event) ?? "failed"), isError: true }]
        : [];
    default:
      return [];
  }
}

/** Thoughts are not said. */
function exchangeOf(role: "user" | "assistant", block: ClaudeBlock): readonly ExchangeInput[] {
  switch (block.type) {
    case "text":
      return block.text === undefined || block.text.trim() === "" ? [] : [{ role, ...cutText(role, block.text) }];
    case "tool_use":
      return [
        { role: "tool", ...cutText("tool", JSON.stringify(block.input ?? {})), tool: block.name, call: block.id },
      ];
    case "tool_result":
      return [
        {
          role: "tool",
          ...cutText("tool", answerOf(block)),
          call: block.tool_use_id,
          ...(block.is_error ? { isError: true } : {}),
        },
      ];
    default:
      return [];
  }
}

function isFailure({ is_error: isError, subtype }: ClaudeEvent): boolean {
  return isError === true || (subtype?.startsWith("error") ?? false);
}

/** An error may come without a result: then its list of reasons, or its kind, says what there is to say. */
function resultOf({ result, errors = [], subtype }: ClaudeEvent): string | undefined {
  return result ?? (errors.length > 0 ? errors.join("\n") : subtype === "success" ? undefined : subtype);
}

function tokensOf({ usage }: ClaudeEvent): Tokens | undefined {
  if (usage?.input_tokens === undefined || usage.output_tokens === undefined) {
    return undefined;
  }
  const { cache_read_input_tokens: cacheRead, cache_creation_input_tokens: cacheWrite } = usage;
  return {
    input: usage.input_tokens,
    output: usage.output_tokens,
    ...(cacheRead === undefined ? {} : { cacheRead }),
    ...(cacheWrite === undefined ? {} : { cacheWrite }),
  };
}
