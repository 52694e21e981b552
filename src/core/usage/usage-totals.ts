import { compareTexts } from "../compare-texts";
import { grouped } from "../grouped";
import { dayOf } from "./months";
import type { UsageEntry } from "./usage-entry";

/** What totals can be made by; “total” makes one of everything. */
export const usageGroupings = ["day", "operation", "provider", "model", "queue", "total"] as const;
export type UsageGrouping = (typeof usageGroupings)[number];

/** The sum of some entries. What an entry does not say counts as nothing. */
export interface UsageTotal {
  /** The day (of UTC), operation, provider, model or queue id. None for what has none, and for the total of everything. */
  readonly key?: string;
  readonly entries: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly costUsd: number;
  /** Entries that don't say what they cost. */
  readonly unpriced: number;
}

const keyOf: Readonly<Record<UsageGrouping, (entry: UsageEntry) => string | undefined>> = {
  day: dayOf,
  operation: ({ operation }) => operation,
  provider: ({ provider }) => provider,
  model: ({ model }) => model,
  queue: ({ queue }) => queue,
  total: () => undefined,
};

/** Days in their order, everything else the dearest first. The total of everything is there even when there is nothing. */
export function totalsOf(entries: readonly UsageEntry[], by: UsageGrouping): readonly UsageTotal[] {
  if (by === "total") {
    return [totalOf(entries)];
  }
  const totals = [...grouped(entries, keyOf[by])].map(([key, group]) => totalOf(group, key));
  return totals.toSorted(by === "day" ? byKey : (left, right) => byWeight(left, right) || byKey(left, right));
}

/** Of all of them. @param key what they have in common */
export function totalOf(entries: readonly UsageEntry[], key?: string): UsageTotal {
  const sum = (value: (entry: UsageEntry) => number | undefined) =>
    entries.reduce((total, entry) => total + (value(entry) ?? 0), 0);
  return {
    ...(key === undefined ? {} : { key }),
    entries: entries.length,
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    cacheReadTokens: sum(({ cacheReadTokens }) => cacheReadTokens),
    cacheWriteTokens: sum(({ cacheWriteTokens }) => cacheWriteTokens),
    costUsd: costOf(entries),
    unpriced: entries.filter(({ costUsd }) => costUsd === undefined).length,
  };
}

/** A millionth of a dollar would round away what a few tokens cost. */
const nanoDollars = 1e9;

/** Added up in whole numbers, so that ten times a tenth is one. They may be larger than a number holds exactly. */
function costOf(entries: readonly UsageEntry[]): number {
  const sum = entries.reduce((total, { costUsd }) => total + BigInt(Math.round((costUsd ?? 0) * nanoDollars)), 0n);
  return Number(sum) / nanoDollars;
}

function byWeight(left: UsageTotal, right: UsageTotal): number {
  return right.costUsd - left.costUsd || tokensOf(right) - tokensOf(left) || right.entries - left.entries;
}

function tokensOf({ inputTokens, outputTokens }: UsageTotal): number {
  return inputTokens + outputTokens;
}

function byKey(left: UsageTotal, right: UsageTotal): number {
  return compareTexts(left.key ?? "", right.key ?? "");
}
