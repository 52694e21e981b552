import type { Job } from "../../core/records/progress";
import type { UsageTotal } from "../../core/usage/usage-totals";

/** A day of UTC, as the ledger has them. */
export interface UsageDay {
  /** `2026-11-30`. */
  readonly day: string;
  readonly costUsd: number;
  readonly tokens: number;
  /** Entries of the ledger that don't say what they cost. */
  readonly unpriced: number;
  /** Milliseconds in which commands and sessions ran that began on it. */
  readonly runTime: number;
}

const dayLength = 24 * 60 * 60 * 1000;

export function dayOf(time: Date): string {
  return time.toISOString().slice(0, "2026-11-30".length);
}

/** When the first of so many days began, of which `now` is in the last. */
export function startOfDays(now: Date, count: number): Date {
  return new Date(Date.parse(`${dayOf(now)}T00:00:00.000Z`) - (count - 1) * dayLength);
}

/** Every one of the last days, oldest first, also those without anything. */
export function usageDays(
  totals: readonly UsageTotal[],
  jobs: readonly Job[],
  { now, count }: { readonly now: Date; readonly count: number },
): readonly UsageDay[] {
  const first = startOfDays(now, count).getTime();
  const runTimes = runTimesByDay(jobs, now);
  return Array.from({ length: count }, (_, index) => {
    const day = dayOf(new Date(first + index * dayLength));
    const ofDay = totals.filter(({ key }) => key === day);
    const sum = (value: (total: UsageTotal) => number) => ofDay.reduce((all, total) => all + value(total), 0);
    return {
      day,
      costUsd: sum(({ costUsd }) => costUsd),
      tokens: sum(({ inputTokens, outputTokens }) => inputTokens + outputTokens),
      unpriced: sum(({ unpriced }) => unpriced),
      runTime: runTimes.get(day) ?? 0,
    };
  });
}

function runTimesByDay(jobs: readonly Job[], now: Date): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const { startedAt, completedAt, status } of jobs) {
    const end =
      completedAt === undefined ? (status === "running" ? now.getTime() : undefined) : Date.parse(completedAt);
    if (startedAt !== undefined && end !== undefined) {
      const day = dayOf(new Date(startedAt));
      times.set(day, (times.get(day) ?? 0) + Math.max(0, end - Date.parse(startedAt)));
    }
  }
  return times;
}
