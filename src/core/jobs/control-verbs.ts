import { hasFailed, type RunnableJob } from "./job-rules";

export const controlVerbs = ["start", "pause", "resume", "stop", "retry"] as const;
export type ControlVerb = (typeof controlVerbs)[number];

/** What a queue and a group have in common. */
interface Controlled {
  readonly status: string;
  readonly jobs: readonly Pick<RunnableJob, "status">[];
}

/** What somebody may tell a queue or a group as it is known here. The rules have the last word. */
export function possibleControl({ status, jobs }: Controlled): readonly ControlVerb[] {
  const isBusy = jobs.some((job) => job.status === "running");
  const hasWork = isBusy || jobs.some((job) => job.status === "pending");
  const possible: Readonly<Record<ControlVerb, boolean>> = {
    start: hasWork && status !== "running" && status !== "paused" && status !== "archived",
    pause: status === "running",
    resume: hasWork && status === "paused",
    stop: isBusy || status === "running" || status === "paused",
    retry: status !== "archived" && jobs.some(hasFailed),
  };
  return controlVerbs.filter((verb) => possible[verb]);
}
