import { uptime } from "node:os";
import type { ChangeService } from "../changes/change-service";
import type { Clock } from "../clock";
import { LockstepError } from "../errors";
import type { FileGroupRepository } from "../groups/file-group-repository";
import type { Log } from "../log";
import type { FileQueueRepository } from "../queues/file-queue-repository";
import type { Owner } from "../records/owner";
import type { TranscriptService } from "../sessions/transcript-service";
import type { RunLogs } from "../storage/run-logs";
import type { RunProcesses } from "../storage/run-processes";
import type { RunReports } from "../storage/run-reports";
import type { UsageService } from "../usage/usage-service";
import { ChangeWatching } from "./change-watching";
import { Hooks } from "./hooks";
import { keepHouse } from "./housekeeping";
import { JobPreparation } from "./job-preparation";
import { JobStarter } from "./job-starter";
import { UsageCollector } from "./usage-collector";
import type { WorkOptions } from "./work-options";
import { Worker } from "./worker";

export interface WorkParts {
  readonly queues: FileQueueRepository;
  readonly groups: FileGroupRepository;
  readonly sessions: TranscriptService;
  readonly usage: UsageService;
  readonly changes: ChangeService;
  readonly processes: RunProcesses;
  readonly logs: RunLogs;
  readonly reports: RunReports;
  /** The workspace folder; none where no folder is open. */
  readonly files: string | undefined;
  readonly owner: () => Owner;
  readonly clock: Clock;
  readonly log: Log;
}

/** @throws {LockstepError} `PRECONDITION` where no folder is open */
export function makeWorker(options: WorkOptions, parts: WorkParts): Worker {
  const { executor, gate, mayRun, surroundings = {}, agents = () => undefined, takes = () => true } = options;
  const { recordedChanges = () => "all" } = options;
  const { queues, groups, sessions, processes, logs, reports, files, owner, clock, log } = parts;
  if (files === undefined) {
    throw new LockstepError("PRECONDITION", "No folder is open.");
  }
  const usage = new UsageCollector({ usage: parts.usage, reports, log });
  const watching = new ChangeWatching({ changes: parts.changes, recorded: recordedChanges, log });
  const preparation = new JobPreparation({
    files,
    logs,
    reports,
    usage,
    watching,
    surroundings,
    agents,
    sessions,
    log,
  });
  const runner = new JobStarter({
    executor,
    processes,
    prepare: preparation.prepare,
    collectLeftOver: async (runId) => {
      await usage.collectLeftOver(runId);
      await abandoned(sessions, runId);
    },
    log,
  });
  const bootedAt = new Date(clock.now().getTime() - uptime() * 1000);
  const hooks = new Hooks(runner, gate, log);
  const house = { logs, processes, changes: parts.changes, now: () => clock.now(), log };
  const own = { mayRun, takes, owner, bootedAt, keepHouse: () => keepHouse(house) };
  return new Worker({ queues, groups, runner, hooks, gate, clock, log, ...own });
}

/** The transcript of a run whose worker is gone, if it has one that its writer did not end. */
async function abandoned(sessions: TranscriptService, runId: string): Promise<void> {
  await sessions.abandon(runId).catch((error: unknown) => {
    if (!(error instanceof LockstepError && (error.code === "NOT_FOUND" || error.code === "PRECONDITION"))) {
      throw error;
    }
  });
}
