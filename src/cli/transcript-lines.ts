import type { Exchange, Transcript, TranscriptSummary } from "../core/sessions/transcript";
import { statusText } from "./progress-text";
import { aligned, counted, excerpt, printable, type Style, shortener } from "./terminal-text";

/** `the session transcript “Fix it”`, within a sentence. */
export function transcriptText({ title }: Pick<Transcript, "title">): string {
  return `the session transcript “${printable(title)}”`;
}

export function transcriptListLines(
  transcripts: readonly TranscriptSummary[],
  hasProblems: boolean,
  style: Style,
): readonly string[] {
  if (transcripts.length === 0) {
    return hasProblems ? [] : ["No session transcripts yet. Every prompt that is run leaves one."];
  }
  const short = shortener(transcripts.map(({ id }) => id));
  return aligned(
    transcripts.map((transcript) => [
      style.dim(short(transcript.id)),
      style.bold(excerpt(transcript.title, 60)),
      statusText(transcript.status, style),
      printable(transcript.agent),
      counted(transcript.exchangeCount, "exchange"),
      costText(transcript.costUsd),
      style.dim(timeText(transcript.updatedAt)),
    ]),
  );
}

export function transcriptLines(transcript: Transcript, style: Style): readonly string[] {
  const { title, status, id, exchanges } = transcript;
  const heading = [style.bold(printable(title)), statusText(status, style), style.dim(id)].join("  ");
  return [
    heading,
    ...facts(transcript).map(([name, value]) => `${style.dim(`${name}:`)} ${printable(value)}`),
    ...exchanges.flatMap((exchange) => ["", ...exchangeLines(exchange, style)]),
  ];
}

function facts(transcript: Transcript): readonly (readonly [string, string])[] {
  const { agent, model, agentSessionId, owner, costUsd, tokens, createdAt, endedAt, error } = transcript;
  const all: readonly (readonly [string, string | undefined])[] = [
    ["agent", model === undefined ? agent : `${agent} (${model})`],
    ["session of the agent", agentSessionId],
    ["started", timeText(createdAt)],
    ["ended", endedAt && timeText(endedAt)],
    ["written by", owner && `${owner.writer} (pid ${owner.pid} on ${owner.host})`],
    ["cost", costUsd === undefined ? undefined : costText(costUsd)],
    ["tokens", tokens && `${tokens.input} in, ${tokens.output} out`],
    ["error", error],
  ];
  return all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}

function exchangeLines({ role, at, text, tool, isError, cut }: Exchange, style: Style): readonly string[] {
  const who = [role, tool].flatMap((part) => (part === undefined ? [] : [printable(part)])).join(" ");
  return [
    `${isError ? style.bad(who) : style.active(who)}  ${style.dim(timeText(at))}`,
    ...textLines(text),
    ...(cut === undefined ? [] : [style.dim(`… ${counted(cut, "character")} left out`)]),
  ];
}

/** As it was said, line by line, with tabs as spaces: what else could steer a terminal is spelled out. */
function textLines(text: string): readonly string[] {
  return text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => printable(line.replaceAll("\t", "    ")));
}

function costText(costUsd: number | undefined): string {
  return costUsd === undefined ? "" : `$${costUsd.toFixed(costUsd < 1 ? 4 : 2)}`;
}

/** In the time of whoever reads it. */
function timeText(at: string): string {
  return new Date(at).toLocaleString("sv-SE");
}
