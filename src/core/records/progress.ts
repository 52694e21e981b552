import type { Tokens } from "./tokens";

/** What queue commands and sessions have in common. */
export interface Job {
  readonly status: "pending" | "running" | "paused" | "completed" | "failed" | "skipped" | "interrupted";
  readonly startedAt?: string | undefined;
  readonly completedAt?: string | undefined;
  readonly costUsd?: number | undefined;
  readonly tokens?: Tokens | undefined;
}

/** Computed from the jobs, never stored. */
export interface Progress extends Readonly<Record<Job["status"], number>> {
  readonly total: number;
  /** Jobs that have ended, however. */
  readonly ended: number;
  readonly costUsd: number;
  readonly tokens: {
    readonly input: number;
    readonly output: number;
    readonly cacheRead: number;
    readonly cacheWrite: number;
  };
  /** The run times of the jobs that have ended, added up, in milliseconds. */
  readonly durationMs: number;
}

export function progressOf(jobs: readonly Job[]): Progress {
  const having = (status: Job["status"]) => jobs.filter((job) => job.status === status).length;
  const counts = {
    pending: having("pending"),
    running: having("running"),
    paused: having("paused"),
    completed: having("completed"),
    failed: having("failed"),
    skipped: having("skipped"),
    interrupted: having("interrupted"),
  };
  return {
    ...counts,
    total: jobs.length,
    ended: counts.completed + counts.failed + counts.skipped + counts.interrupted,
    costUsd: sum(jobs.map(({ costUsd }) => costUsd)),
    tokens: {
      input: sum(jobs.map(({ tokens }) => tokens?.input)),
      output: sum(jobs.map(({ tokens }) => tokens?.output)),
      cacheRead: sum(jobs.map(({ tokens }) => tokens?.cacheRead)),
      cacheWrite: sum(jobs.map(({ tokens }) => tokens?.cacheWrite)),
    },
    durationMs: sum(jobs.map(durationOf)),
  };
}

/** A clock that was set back in between must not take time away. */
function durationOf({ startedAt, completedAt }: Job): number | undefined {
  if (startedAt === undefined || completedAt === undefined) {
    return undefined;
  }
  return Math.max(0, Date.parse(completedAt) - Date.parse(startedAt));
}

function sum(amounts: readonly (number | undefined)[]): number {
  return amounts.reduce<number>((total, amount) => total + (amount ?? 0), 0);
}
