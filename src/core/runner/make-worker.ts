import { uptime } from "node:os";
import type { Clock } from "../clock";
import { LockstepError } from "../errors";
import type { FileGroupRepository } from "../groups/file-group-repository";
import type { Log } from "../log";
import type { FileQueueRepository } from "../queues/file-queue-repository";
import type { Owner } from "../records/owner";
import type { RunProcesses } from "../storage/run-processes";
import { JobPreparation } from "./job-preparation";
import { JobStarter } from "./job-starter";
import type { WorkOptions } from "./work-options";
import { Worker } from "./worker";

export interface WorkParts {
  readonly queues: FileQueueRepository;
  readonly groups: FileGroupRepository;
  readonly processes: RunProcesses;
  /** The workspace folder; none where no folder is open. */
  readonly files: string | undefined;
  readonly owner: () => Owner;
  readonly clock: Clock;
  readonly log: Log;
}

/** @throws {LockstepError} `PRECONDITION` where no folder is open */
export function makeWorker({ executor, gate, mayRun, takes = () => true }: WorkOptions, parts: WorkParts): Worker {
  const { queues, groups, processes, files, owner, clock, log } = parts;
  if (files === undefined) {
    throw new LockstepError("PRECONDITION", "No folder is open.");
  }
  const preparation = new JobPreparation({ files, env: process.env });
  const runner = new JobStarter({ executor, processes, prepare: preparation.prepare, log });
  const bootedAt = new Date(clock.now().getTime() - uptime() * 1000);
  return new Worker({ queues, groups, runner, gate, mayRun, takes, owner, clock, log, bootedAt });
}
