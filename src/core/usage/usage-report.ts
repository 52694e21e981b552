import * as z from "zod/mini";
import { LockstepError } from "../errors";
import { id, timestamp } from "../records/fields";
import { DocumentFormatError, validate } from "../storage/document-codec";
import type { ReportText } from "../storage/report-file";
import { usageFields } from "./usage-entry";
import { type UsageInput, usageEntry } from "./usage-input";

/** The most that one report may hold; what is beyond is a problem. */
const most = { lines: 100_000, lineLength: 65_536, problems: 100 };

/** What a line may say. What else it says is passed over. */
const lineSchema = z.object({
  id: z.optional(id("entry")),
  at: z.optional(timestamp("When it was used.")),
  ...usageFields,
});

/** A line that says nothing of use. */
export interface UsageProblem {
  /** From 1. */
  readonly line: number;
  /** Fit for a person. */
  readonly reason: string;
}

export interface ReportedLine {
  /** From 1. */
  readonly line: number;
  readonly usage: UsageInput;
}

export interface ReportedLines {
  readonly lines: readonly ReportedLine[];
  readonly problems: readonly UsageProblem[];
}

/** The run whose report it is, and whom it worked for. */
export interface ReportingRun {
  /** Its id, at most 56 characters. */
  readonly run: string;
  /** When a line that says no time was used: always the same for a run, so that it stays in its month. ISO 8601. */
  readonly at: string;
  readonly queue?: string | undefined;
  readonly group?: string | undefined;
  readonly job?: string | undefined;
  /** For lines that have none. */
  readonly title?: string | undefined;
}

/** As much of a report as is read, in bytes. See `readReportFile`. */
export const largestReport = 16 * 1024 * 1024;

export interface RunUsage {
  readonly entries: readonly UsageInput[];
  readonly problems: readonly UsageProblem[];
}

/**
 * What a command wrote to `$LOCKSTEP_USAGE`. An entry is known by its run and line, so that a report may be read while
 * it is still written and read again later, and nothing counts twice.
 */
export function usageOfRun({ text, isCut }: ReportText, { run, at, title, ...whom }: ReportingRun): RunUsage {
  const wholeLines = isCut ? text.slice(0, text.lastIndexOf("\n") + 1) : text;
  const { lines, problems } = parseUsage(wholeLines);
  const entries = lines.map(({ line, usage }) => ({
    ...usage,
    ...whom,
    id: `${run}-${line}`,
    at: usage.at ?? at,
    run,
    title: usage.title ?? title,
  }));
  return { entries, problems: isCut ? [...problems, cutOff(linesIn(wholeLines).length)] : problems };
}

function cutOff(line: number): UsageProblem {
  return { line, reason: `from here on nothing was read: ${largestReport / 1024 / 1024} MB are the most` };
}

/** JSON lines of `{provider, operation, model?, inputTokens?, outputTokens?, costUsd?, …}`. Blank ones don't count. */
export function parseUsage(text: string): ReportedLines {
  const lines: ReportedLine[] = [];
  const problems: UsageProblem[] = [];
  const contents = linesIn(text);
  for (const [index, content] of contents.slice(0, most.lines).entries()) {
    const line = index + 1;
    const result = content.trim() === "" ? undefined : parseLine(content);
    if (typeof result === "string") {
      problems.push({ line, reason: result });
    } else if (result !== undefined) {
      lines.push({ line, usage: result });
    }
  }
  return { lines, problems: [...told(problems), ...beyond(contents)] };
}

function linesIn(text: string): readonly string[] {
  return text.replace(/^\uFEFF/, "").split(/\r?\n/);
}

function beyond(contents: readonly string[]): readonly UsageProblem[] {
  return contents.slice(most.lines).some((content) => content.trim() !== "")
    ? [{ line: most.lines + 1, reason: `from here on nothing was read: ${most.lines} lines are the most` }]
    : [];
}

/** The first ones by name, and how many there are beyond. */
function told(problems: readonly UsageProblem[]): readonly UsageProblem[] {
  const [next, ...others] = problems.slice(most.problems);
  return next === undefined
    ? problems
    : [
        ...problems.slice(0, most.problems),
        { line: next.line, reason: `${next.reason}; ${others.length} more lines after it can't be read either` },
      ];
}

/** What the line says, or why it says nothing. */
function parseLine(content: string): UsageInput | string {
  if (content.length > most.lineLength) {
    return `it is too long: ${content.length} characters, ${most.lineLength} are the most`;
  }
  try {
    const usage = validate(lineSchema, withoutNulls(parseObject(content)));
    usageEntry(usage, "any", new Date(0));
    return usage;
  } catch (error) {
    if (error instanceof DocumentFormatError || error instanceof LockstepError) {
      return error.message.replace(/\.$/, "");
    }
    throw error;
  }
}

function parseObject(content: string): object {
  const value: unknown = attempt(() => JSON.parse(content));
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new DocumentFormatError("it is not a JSON object");
  }
  return value;
}

function attempt(parse: () => unknown): unknown {
  try {
    return parse();
  } catch (error) {
    throw new DocumentFormatError("it is not a JSON object", { cause: error });
  }
}

/** Many languages write null for what is not there. */
function withoutNulls(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null));
}
