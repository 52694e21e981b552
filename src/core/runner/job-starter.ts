import type { JobResult } from "../jobs/job-rules";
import type { Log } from "../log";
import type { RunProcesses } from "../storage/run-processes";
import type { Ending, Execution, Executor, Work } from "./execution";
import type { ClaimedJob, JobRunner, RunningJob } from "./job-runner";

/** A job that can be executed, and what is done when it has ended. */
export interface PreparedJob {
  readonly work: Work;
  /** What came of it: usage, cost, what the log says. Called once, whatever happens. */
  finish(ending: Ending): Promise<JobResult>;
}

export interface JobStarterParts {
  readonly executor: Executor;
  readonly processes: Pick<RunProcesses, "note" | "forget" | "endLeftOver">;
  /** @throws {LockstepError} what is wrong with the job: it fails then */
  readonly prepare: (job: ClaimedJob) => Promise<PreparedJob>;
  /** What a run of a worker that is gone has left to be collected. */
  readonly collectLeftOver: (runId: string) => Promise<void>;
  readonly log: Log;
}

/** Prepares jobs, has them executed, and keeps a note of each process for as long as it lives. */
export class JobStarter implements JobRunner {
  constructor(private readonly parts: JobStarterParts) {}

  start(job: ClaimedJob): RunningJob {
    return new StartedJob(job, this.parts);
  }

  async endLeftOver(runId: string): Promise<void> {
    try {
      if ((await this.parts.processes.endLeftOver(runId)) === "unknown") {
        this.parts.log.warn(`What the run ${runId} started may still be running: it can't be told from here.`);
      }
      await this.parts.collectLeftOver(runId);
    } catch (error) {
      this.parts.log.warn(`What the run ${runId} left is not cleaned up: ${messageOf(error)}`);
    }
  }
}

class StartedJob implements RunningJob {
  readonly ended: Promise<JobResult>;
  private execution: Execution | undefined;
  private isStopped = false;

  constructor(
    private readonly job: ClaimedJob,
    private readonly parts: JobStarterParts,
  ) {
    this.ended = this.run().catch((error: unknown) => ({ error: messageOf(error) }));
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.execution?.stop();
    await this.ended;
  }

  private async run(): Promise<JobResult> {
    const { work, finish } = await this.parts.prepare(this.job);
    if (this.isStopped) {
      return await finish({});
    }
    const { kind, documentId: id, documentName: name } = this.job;
    this.execution = this.parts.executor.start({ ...work, origin: { kind, id, name } });
    this.note(this.execution.process);
    void this.execution.started?.then((process) => this.note(process));
    const ending = await this.execution.ended;
    await this.endRest(this.execution);
    this.forget();
    return { ...(await finish(ending)), ...(ending.isStopped ? { isStopped: true } : {}) };
  }

  /** Of what is stopped nothing goes on: the process itself may end before what it started does. */
  private async endRest(execution: Execution): Promise<void> {
    if (this.isStopped) {
      await execution.stop().catch((error: unknown) => {
        this.parts.log.warn(`Not all of the run ${this.job.runId} could be ended: ${messageOf(error)}`);
      });
    }
  }

  /** Without a note nobody could end it after a crash here: that is no reason not to run it. */
  private note(process: Execution["process"]): void {
    if (process !== undefined) {
      this.quietly(() => this.parts.processes.note(this.job.runId, process));
    }
  }

  private forget(): void {
    this.quietly(() => this.parts.processes.forget(this.job.runId));
  }

  private quietly(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.parts.log.warn(`The process of the run ${this.job.runId} could not be noted: ${messageOf(error)}`);
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
