import type { Command } from "commander";
import { LockstepError } from "../core/errors";
import type { UsageInput } from "../core/usage/usage-input";
import { parseUsage, type UsageProblem } from "../core/usage/usage-report";
import { totalOf } from "../core/usage/usage-totals";
import type { CliContext } from "./cli-context";
import { exitCode } from "./exit-codes";
import { standardInput } from "./standard-input";
import { counted, printable } from "./terminal-text";
import { writtenTime } from "./times";
import { totalText } from "./usage-lines";

/** `lockstep usage add`: any script reports what it used. */
export function addUsageAddCommand(usage: Command, context: CliContext): void {
  usage
    .command("add")
    .description("report what was used: by options, or with JSON lines on standard input")
    .option("--provider <name>", "who was asked")
    .option("--operation <name>", "what was done there")
    .option("--model <name>", "which model did it")
    .option("--input-tokens <n>", "tokens that went in")
    .option("--output-tokens <n>", "tokens that came out")
    .option("--cache-read-tokens <n>", "tokens read from the cache")
    .option("--cache-write-tokens <n>", "tokens written to the cache")
    .option("--cost-usd <amount>", "what it cost, in US dollars")
    .option("--title <text>", "what to know it by")
    .option("--at <when>", "a time, a day or how long ago (default: now)")
    .option("--id <id>", "what to know it by, so that it may be reported again and counts once")
    .option("--queue <queue>", "the queue that it was used for")
    .addHelpText("after", help)
    .action((options: AddOptions) => add(context, options));
}

const help = `
A line is such as {"provider": "example", "operation": "summary", "model": "small", "inputTokens": 1200,
"outputTokens": 300, "costUsd": 0.0123}. All but provider and operation may be left out; there may also be
cacheReadTokens, cacheWriteTokens, title, at and id. Exits with 1 when a line could not be read; the others count.`;

interface AddOptions {
  readonly provider?: string;
  readonly operation?: string;
  readonly model?: string;
  readonly inputTokens?: string;
  readonly outputTokens?: string;
  readonly cacheReadTokens?: string;
  readonly cacheWriteTokens?: string;
  readonly costUsd?: string;
  readonly title?: string;
  readonly at?: string;
  readonly id?: string;
  readonly queue?: string;
}

async function add(context: CliContext, { queue: ref, ...options }: AddOptions): Promise<void> {
  const { inputs, problems } = Object.keys(options).length === 0 ? await piped(context) : byOptions(options);
  const added = await context.attached(async ({ usage, queues }) => {
    const queue = ref === undefined ? undefined : (await queues.find(ref)).id;
    return await usage.report(inputs.map((input) => ({ ...input, queue })));
  });
  const known = inputs.length - added.length;
  context.output.show({ added, known, problems }, (style) => [
    added.length === 0 ? "Nothing was added." : `Added ${totalText(totalOf(added), style)}.`,
    ...(known === 0 ? [] : [`${counted(known, "report")} had been added before.`]),
    ...problems.map(({ line, reason }) => `Left out line ${line}: ${printable(reason)}.`),
  ]);
  if (problems.length > 0) {
    context.exitCode = exitCode.failed;
  }
}

interface Reported {
  readonly inputs: readonly UsageInput[];
  readonly problems: readonly UsageProblem[];
}

async function piped({ io }: CliContext): Promise<Reported> {
  if (process.stdin.isTTY) {
    throw new LockstepError("INVALID", "Say --provider and --operation, or pipe JSON lines into it.");
  }
  const { lines, problems } = parseUsage(new TextDecoder().decode(await standardInput(io)));
  return { inputs: lines.map(({ usage }) => usage), problems };
}

function byOptions(options: Omit<AddOptions, "queue">): Reported {
  const { provider, operation, at, inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, costUsd } = options;
  if (provider === undefined || operation === undefined) {
    throw new LockstepError("INVALID", "Say both --provider and --operation.");
  }
  const input: UsageInput = {
    ...options,
    provider,
    operation,
    at: at === undefined ? undefined : writtenTime("--at", at, new Date()).at.toISOString(),
    inputTokens: numberFrom("--input-tokens", inputTokens),
    outputTokens: numberFrom("--output-tokens", outputTokens),
    cacheReadTokens: numberFrom("--cache-read-tokens", cacheReadTokens),
    cacheWriteTokens: numberFrom("--cache-write-tokens", cacheWriteTokens),
    costUsd: numberFrom("--cost-usd", costUsd),
  };
  return { inputs: [input], problems: [] };
}

/** @throws {LockstepError} `INVALID` */
function numberFrom(option: string, text: string | undefined): number | undefined {
  if (text !== undefined && !/^\d+(\.\d+)?$/.test(text)) {
    throw new LockstepError("INVALID", "{0} is a number, not “{1}”.", [option, text]);
  }
  return text === undefined ? undefined : Number(text);
}
