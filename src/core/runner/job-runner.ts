import type { JobContent } from "../jobs/job-content";
import type { JobResult } from "../jobs/job-rules";

/** A claimed job, ready to start. */
export interface ClaimedJob extends JobContent {
  readonly kind: "queue" | "group";
  /** The queue's or group's. */
  readonly documentId: string;
  readonly documentName: string;
  /** The command's or session's. */
  readonly jobId: string;
  readonly runId: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly label: string | undefined;
  /** The job of the same document before it whose agent session a prompt goes on with. */
  readonly previousRunId: string | undefined;
}

/** A job that runs. */
export interface RunningJob {
  /** Never rejects: what could not be started ends with an error. */
  readonly ended: Promise<JobResult>;
  /** Resolves when it has ended. */
  stop(): Promise<void>;
}

/** Starts jobs, and ends what killed workers left of them. */
export interface JobRunner {
  start(job: ClaimedJob): RunningJob;
  /** Ends whatever is left of a run whose worker is gone. */
  endLeftOver(runId: string): Promise<void>;
}

/** Whether what a document wants to run may run on this machine. */
export interface Gate {
  /** What of it somebody has to allow first; nothing when all may run. */
  unapproved<J extends GatedJob>(jobs: readonly J[]): Promise<readonly J[]>;
}

/** What decides whether a job may run. */
export type GatedJob = JobContent;
