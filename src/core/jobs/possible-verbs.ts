import { hasEnded, type RunnableJob } from "./job-rules";

export const jobVerbs = ["cancel", "skip", "restart", "startNow"] as const;
export type JobVerb = (typeof jobVerbs)[number];

/** What somebody may tell a queued command or a session as it is known here. The rules have the last word. */
export function possibleForJob(job: Pick<RunnableJob, "status" | "startNow" | "stopRequested">): readonly JobVerb[] {
  const possible: Readonly<Record<JobVerb, boolean>> = {
    cancel: !hasEnded(job) && job.stopRequested !== true,
    skip: job.status === "pending",
    restart: hasEnded(job),
    startNow: job.status === "pending" && job.startNow !== true,
  };
  return jobVerbs.filter((verb) => possible[verb]);
}
