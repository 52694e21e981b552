import type { JobResult } from "../jobs/job-rules";
import type { Lease } from "../locking/owner-record";
import type { Log } from "../log";
import type { ClaimedJob, JobRunner, RunningJob } from "./job-runner";

export interface RunEnd {
  readonly jobId: string;
  readonly runId: string;
  readonly result: JobResult;
}

interface Active {
  readonly job: ClaimedJob;
  readonly lease: Lease;
  readonly running: RunningJob;
}

/** The jobs of one document that run here, each with its lease. */
export class ActiveRuns {
  private readonly active = new Map<string, Active>();
  private readonly over = new Map<string, RunEnd>();
  private isEnding = false;

  constructor(
    private readonly runner: JobRunner,
    private readonly log: Log,
    /** A run ended, or its lease was lost. */
    private readonly changed: () => void,
  ) {}

  /** Those that run, and those whose end nobody has been told. */
  get size(): number {
    return this.active.size;
  }

  /** Of those that run, and those whose end nobody has been told. */
  get ids(): readonly string[] {
    return [...this.active.keys()];
  }

  /** What has ended and is still to be written down. */
  get ends(): readonly RunEnd[] {
    return [...this.over.values()];
  }

  has(runId: string | undefined): boolean {
    return runId !== undefined && this.active.has(runId);
  }

  /** What is claimed when everything has been told to end is not started any more. */
  begin(job: ClaimedJob, lease: Lease): void {
    const active: Active = { job, lease, running: this.isEnding ? neverStarted : this.runner.start(job) };
    this.active.set(job.runId, active);
    lease.onDidLose(() => {
      this.log.warn(`The run ${job.runId} of ${job.documentName} was given up for dead by others: it is ended.`);
      this.forget(job.runId);
      void active.running.stop();
    });
    void active.running.ended.then((result) => {
      if (this.active.has(job.runId)) {
        this.over.set(job.runId, { jobId: job.jobId, runId: job.runId, result });
        this.changed();
      }
    });
  }

  /** Asks a run to end. */
  stop(runId: string): void {
    void this.active.get(runId)?.running.stop();
  }

  /** Ends all, for good. Resolves when they have ended. */
  async end(): Promise<void> {
    this.isEnding = true;
    await Promise.all([...this.active.values()].map(({ running }) => running.stop()));
  }

  /** The same, and lets go of those whose end could not be written down: whoever has the document next takes them for lost. */
  async close(): Promise<void> {
    await this.end();
    await Promise.all(this.ids.map((runId) => this.release(runId)));
  }

  /** Its end is written down. */
  async release(runId: string): Promise<void> {
    const lease = this.active.get(runId)?.lease;
    this.forget(runId);
    await lease?.release();
  }

  private forget(runId: string): void {
    this.active.delete(runId);
    this.over.delete(runId);
    this.changed();
  }
}

const neverStarted: RunningJob = { ended: Promise.resolve({}), stop: async () => {} };
