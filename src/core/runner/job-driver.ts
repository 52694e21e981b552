import { LockstepError } from "../errors";
import type { RunnableJob } from "../jobs/job-rules";
import { Wake } from "../wake";
import { ActiveRuns, type RunEnd } from "./active-runs";
import { type DriveResult, type Driver, type DriverParts, lookInterval } from "./driver";
import type { ClaimedJob, GatedJob } from "./job-runner";

/** What drivers of queues and of groups have in common: the runs of one document, and what wakes the loop over it. */
export abstract class JobDriver implements Driver {
  protected readonly wake = new Wake();
  protected readonly runs: ActiveRuns;
  protected isEnding = false;
  private ask: (jobs: readonly GatedJob[]) => void = () => {};

  constructor(
    protected readonly id: string,
    protected readonly parts: DriverParts,
  ) {
    this.runs = new ActiveRuns(parts.runner, parts.log, () => this.wake.now());
  }

  abstract reserve(): Promise<boolean>;

  /** Resolves when there is nothing to do here any more. @throws {LockstepError} what the store throws */
  async drive(ask: (jobs: readonly GatedJob[]) => void): Promise<DriveResult> {
    this.ask = ask;
    try {
      return await this.driveOn();
    } finally {
      await this.runs.close();
    }
  }

  look(): void {
    this.wake.now();
  }

  end(): void {
    this.isEnding = true;
    void this.runs.end();
    this.wake.now();
  }

  protected abstract driveOn(): Promise<DriveResult>;

  protected mayClaim(): boolean {
    return !this.isEnding && this.parts.mayRun();
  }

  /** Those that may not run on this machine before somebody allows it, which is asked for. */
  protected async refused(jobs: readonly ClaimedJob[]): Promise<readonly ClaimedJob[]> {
    const refused = await this.parts.gate.unapproved(jobs);
    if (refused.length > 0) {
      this.ask(refused);
    }
    return refused;
  }

  /** Ends what somebody wants to be ended. */
  protected obey(jobs: readonly RunnableJob[]): void {
    for (const runId of this.runs.ids) {
      if (jobs.find((job) => job.runId === runId)?.stopRequested) {
        this.runs.stop(runId);
      }
    }
  }

  /** Whether a run was cut short because this window or worker ends, and not because somebody stopped it. */
  protected isCutShort({ result }: RunEnd): boolean {
    return this.isEnding && result.exitCode !== 0;
  }

  /** When the disk refuses, what has ended is kept until it does no more. Undefined then. */
  protected async patiently<R>(step: () => Promise<R>, isHopeless: () => boolean): Promise<R | undefined> {
    try {
      return await step();
    } catch (error) {
      if (isHopeless() || (error instanceof LockstepError && error.code === "NOT_FOUND")) {
        throw error;
      }
      this.parts.log.warn(`${this.id} could not go on, and tries again: ${String(error)}`);
      await this.wake.wait(lookInterval);
      return undefined;
    }
  }

  protected now(): string {
    return this.parts.clock.now().toISOString();
  }
}
