import { type Command, Option } from "commander";
import type { ListProblem } from "../core/records/named-document-repository";
import type { TimeRange } from "../core/usage/months";
import { totalOf, totalsOf, type UsageGrouping, type UsageTotal, usageGroupings } from "../core/usage/usage-totals";
import type { CliContext } from "./cli-context";
import { throwFirst } from "./problems";
import { printable } from "./terminal-text";
import { endOf, writtenTime } from "./times";
import { addUsageAddCommand } from "./usage-add-command";
import { csvLines, type NamedTotal, usageLines } from "./usage-lines";

/** `lockstep usage`: what was used and what it cost, and reporting it. */
export function addUsageCommand(program: Command, context: CliContext): void {
  const usage = program
    .command("usage")
    .usage("[options] | add")
    .description("show what commands and agents used and what it cost")
    .addOption(new Option("--by <what>", "what to add up by").choices(usageGroupings).default("day"))
    .option("--since <when>", "a day (2026-11-01), a time, or how long ago (7d, 12h)")
    .option("--until <when>", "likewise; a day is meant as a whole")
    .option("--csv", "print comma-separated values")
    .addHelpText("after", help)
    .action((options: UsageOptions) => show(context, options));
  addUsageAddCommand(usage, context);
}

const help = `
Days are those of UTC. Any script reports what it used: see "lockstep usage add --help".`;

interface UsageOptions {
  readonly by: UsageGrouping;
  readonly since?: string;
  readonly until?: string;
  readonly csv?: boolean;
}

async function show(context: CliContext, { by, since, until, csv }: UsageOptions): Promise<void> {
  const range = rangeOf(since, until, new Date());
  const { entries, problems, names } = await context.reading(async ({ usage, queues }) => ({
    ...(await usage.listWithProblems(range)),
    names: new Map((by === "queue" ? (await queues.listWithProblems()).items : []).map(({ id, name }) => [id, name])),
  }));
  const totals = totalsOf(entries, by).map((total) => named(total, names));
  const total = totalOf(entries);
  context.output.show({ by, ...range, totals, total }, (style) => {
    if (csv) {
      return printedCsv(csvLines(totals, by), context.io.isTTY);
    }
    return entries.length === 0 ? noLines(range, problems) : usageLines(totals, total, style);
  });
  throwFirst(problems);
}

/** Control characters are fine in a file and no good on a terminal. */
function printedCsv(lines: readonly string[], isTTY: boolean): readonly string[] {
  return isTTY ? lines.map(printable) : lines;
}

function noLines({ since, until }: TimeRange, problems: readonly ListProblem[]): readonly string[] {
  if (problems.length > 0) {
    return [];
  }
  return since === undefined && until === undefined
    ? ["No usage yet. Report some: lockstep usage add --provider example --operation summary --cost-usd 0.01"]
    : ["No usage in that time."];
}

function rangeOf(since: string | undefined, until: string | undefined, now: Date): TimeRange {
  return {
    ...(since === undefined ? {} : { since: writtenTime("--since", since, now).at }),
    ...(until === undefined ? {} : { until: endOf(writtenTime("--until", until, now)) }),
  };
}

function named(total: UsageTotal, names: ReadonlyMap<string, string>): NamedTotal {
  const name = names.get(total.key ?? "");
  return name === undefined ? total : { ...total, name };
}
