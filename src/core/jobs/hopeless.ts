import { hasEnded, type RunnableJob, skipped } from "./job-rules";

/** How jobs of one kind wait for each other. */
export interface Waiting<J extends RunnableJob> {
  readonly waitsFor: (job: J) => readonly string[];
  readonly nameOf: (job: J) => string;
}

/**
 * Skips what waits for a job that failed, was skipped or is not there, and what waits for that in turn: nothing waits for
 * what will never be completed. The same list when there is no such job.
 */
export function withoutHopeless<J extends RunnableJob>(
  jobs: readonly J[],
  waiting: Waiting<J>,
  now: string,
): readonly J[] {
  if (!jobs.some((job) => job.status === "pending" && waiting.waitsFor(job).length > 0)) {
    return jobs;
  }
  const byId = new Map(jobs.map((job) => [job.id, job]));
  for (let found = true; found; ) {
    found = false;
    for (const job of byId.values()) {
      const reason = job.status === "pending" ? hopelessness(job, byId, waiting) : undefined;
      if (reason !== undefined) {
        byId.set(job.id, skipped(job, reason, now));
        found = true;
      }
    }
  }
  const next = jobs.map((job) => byId.get(job.id) ?? job);
  return next.every((job, nth) => job === jobs[nth]) ? jobs : next;
}

function hopelessness<J extends RunnableJob>(
  job: J,
  byId: ReadonlyMap<string, J>,
  { waitsFor, nameOf }: Waiting<J>,
): string | undefined {
  for (const id of waitsFor(job)) {
    const other = byId.get(id);
    if (other === undefined) {
      return `It waits for ${id}, which is not there.`;
    }
    if (hasEnded(other) && other.status !== "completed") {
      return `It waits for “${nameOf(other)}”, which did not complete.`;
    }
  }
  return undefined;
}
