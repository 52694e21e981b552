import { changed } from "../records/changed";
import type { Owner } from "../records/owner";
import type { Job } from "../records/progress";
import type { Run } from "../records/run";
import type { Tokens } from "../records/tokens";

/** A queue command or a session, as whoever runs it sees it. */
export interface RunnableJob extends Job {
  readonly id: string;
  readonly run: Run;
  readonly runId?: string | undefined;
  readonly owner?: Owner | undefined;
  readonly startNow?: boolean | undefined;
  readonly stopRequested?: boolean | undefined;
  readonly exitCode?: number | undefined;
  readonly error?: string | undefined;
}

/** What came out of a run. */
export interface JobResult {
  /** Undefined when a signal ended it, or when it could not be started. */
  readonly exitCode?: number | undefined;
  /** Why it failed, fit for a person; it has failed then, whatever its exit code. */
  readonly error?: string | undefined;
  /** Somebody ended it where it ran, which nobody wrote into the document before. */
  readonly isStopped?: boolean | undefined;
  readonly costUsd?: number | undefined;
  readonly tokens?: Tokens | undefined;
}

/** One start of a job: by whom, under which name, when (ISO 8601). */
export interface Start {
  readonly owner: Owner;
  readonly runId: string;
  readonly now: string;
}

/** What a run leaves behind; null takes it away. */
const nothingOfRuns = {
  owner: null,
  startedAt: null,
  completedAt: null,
  exitCode: null,
  costUsd: null,
  tokens: null,
  error: null,
  stopRequested: null,
} as const;

/** It has its owner from now on. One that runs out of turn is known as such until it ends. */
export function begun<J extends RunnableJob>(job: J, { owner, runId, now }: Start): J {
  return changed(job, { ...nothingOfRuns, status: "running", owner, runId, startedAt: now });
}

/** It ended by itself, or because somebody asked for it: that is no failure. */
export function over<J extends RunnableJob>(job: J, result: JobResult, now: string): J {
  const { exitCode, error, costUsd, tokens } = result;
  const isStopped = job.stopRequested === true || result.isStopped === true;
  const hasFailed = error !== undefined || exitCode !== 0;
  return ended(job, now, {
    status: isStopped ? "interrupted" : hasFailed ? "failed" : "completed",
    exitCode: exitCode ?? null,
    error: isStopped ? "It was stopped." : (error ?? (hasFailed ? failure(exitCode) : null)),
    costUsd: costUsd ?? null,
    tokens: tokens ?? null,
  });
}

/** Whoever ran it is gone, or could not go on with it. */
export function interrupted<J extends RunnableJob>(job: J, reason: string, now: string): J {
  return ended(job, now, { status: "interrupted", error: job.stopRequested ? "It was stopped." : reason });
}

/** It will not run. */
export function skipped<J extends RunnableJob>(job: J, reason: string, now: string): J {
  return ended(job, now, { status: "skipped", error: reason });
}

/** It ends where it runs, or will not run. */
export function withdrawn<J extends RunnableJob>(job: J, reason: string, now: string): J {
  return job.status === "running" ? changed(job, { stopRequested: true }) : skipped(job, reason, now);
}

/** What runs is asked to end, what waits is skipped. */
export function allWithdrawn<J extends RunnableJob>(jobs: readonly J[], reason: string, now: string): readonly J[] {
  return jobs.map((job) => (job.status === "running" || job.status === "pending" ? withdrawn(job, reason, now) : job));
}

/** As if it had never run. Its last log stays what it is. */
export function afresh<J extends RunnableJob>(job: J): J {
  return changed(job, { ...nothingOfRuns, status: "pending", startNow: null });
}

export function hasEnded({ status }: Pick<Job, "status">): boolean {
  return status !== "pending" && status !== "running" && status !== "paused";
}

/** Did not come to a good end, and may be tried again. */
export function hasFailed({ status }: Pick<Job, "status">): boolean {
  return status === "failed" || status === "interrupted";
}

function ended<J extends RunnableJob>(job: J, now: string, outcome: object): J {
  return changed(job, { owner: null, startNow: null, stopRequested: null, completedAt: now, ...outcome });
}

function failure(exitCode: number | undefined): string {
  return exitCode === undefined ? "It was ended by a signal." : `It ended with exit code ${exitCode}.`;
}
