import type { ChangeWatch } from "../changes/change-recorder";
import type { ChangeService } from "../changes/change-service";
import type { Log } from "../log";
import type { ClaimedJob } from "./job-runner";

/** Of which runs is kept what they changed. */
export type RecordedRuns = "all" | "prompts" | "none";

export interface ChangeWatchingParts {
  readonly changes: ChangeService;
  readonly recorded: () => RecordedRuns;
  readonly log: Log;
}

/** Looks at the workspace folder before and after a run. Never throws: a run does not fail because nobody could look. */
export class ChangeWatching {
  constructor(private readonly parts: ChangeWatchingParts) {}

  /** Undefined when nobody wants to know. */
  async begin({ run, runId }: ClaimedJob): Promise<ChangeWatch | undefined> {
    const recorded = this.parts.recorded();
    const isWanted = recorded === "all" || (recorded === "prompts" && run.kind === "prompt");
    return isWanted ? await this.quietly(runId, () => this.parts.changes.begin()) : undefined;
  }

  async end(job: ClaimedJob, watch: ChangeWatch | undefined): Promise<void> {
    const { runId: id, label: title, documentId, jobId } = job;
    const document = job.kind === "queue" ? { queue: documentId } : { group: documentId };
    await this.quietly(id, async () => {
      if (watch !== undefined) {
        await this.parts.changes.record({ id, title, ...document, job: jobId }, await watch.end());
      }
    });
  }

  private async quietly<R>(runId: string, work: () => Promise<R>): Promise<R | undefined> {
    try {
      return await work();
    } catch (error) {
      this.parts.log.warn(`What the run ${runId} changed is not known: ${String(error)}`);
      return undefined;
    }
  }
}
