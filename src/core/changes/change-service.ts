import { LockstepError } from "../errors";
import { checkId } from "../ids";
import { findRecord } from "../records/find-record";
import { limits } from "../records/limits";
import {
  type ChangesOfRun,
  changesOfRun,
  type RunOfFile,
  type RunSummary,
  runsOfPath,
  summaryOf,
} from "./change-queries";
import type { ChangeRecorder, ChangeWatch, WatchedChanges } from "./change-recorder";
import type { FileChangeRepository } from "./file-change-repository";
import type { RunChanges } from "./run-changes";

/** Which run it was, as far as there is something to say. All but the title are ids. */
export interface RecordedRun {
  readonly id: string;
  readonly title?: string | undefined;
  readonly queue?: string | undefined;
  readonly group?: string | undefined;
  /** The queue's command or the group's session. */
  readonly job?: string | undefined;
}

/** A run that changed something, and how many files. */
export interface RunWithCount extends RunSummary {
  readonly fileCount: number;
}

/** What runs changed in a workspace folder: from runs to files and from files to runs. */
export class ChangeService {
  /** @param folder whose files are watched; none for state that belongs to no folder */
  constructor(
    private readonly repository: FileChangeRepository,
    private readonly recorder: ChangeRecorder,
    private readonly folder: string | undefined,
  ) {}

  /** Looks at the folder before a run. @throws {LockstepError} `PRECONDITION` where no folder is open */
  async begin(): Promise<ChangeWatch> {
    if (this.folder === undefined) {
      throw new LockstepError("PRECONDITION", "No folder is open.");
    }
    return await this.recorder.begin(this.folder);
  }

  /**
   * Keeps what a run changed, merged with what is known of that run. Of a run that changed nothing there is nothing to
   * keep: undefined.
   *
   * @throws {LockstepError} `INVALID` when an id can't be one
   */
  async record(run: RecordedRun, found: WatchedChanges): Promise<RunChanges | undefined> {
    for (const id of [run.id, run.queue, run.group, run.job]) {
      checkId(id ?? run.id);
    }
    return found.files.length === 0 && !found.incomplete
      ? undefined
      : await this.repository.record(recordOf(run, found));
  }

  /**
   * By the run's id or the beginning of it.
   *
   * @throws {LockstepError} `NOT_FOUND`, also for a run that changed nothing; `INVALID` when several could be meant
   */
  async filesOf(ref: string): Promise<ChangesOfRun> {
    const runs = await this.repository.list();
    return changesOfRun(findRecord(runs, ref, "run with recorded changes"), runs);
  }

  /**
   * The runs that changed a file, or anything in a folder, the newest first; also under the names that it had before.
   *
   * @param path relative to the workspace folder, with `/`
   */
  async runsOf(path: string): Promise<readonly RunOfFile[]> {
    return runsOfPath(path, await this.repository.list());
  }

  /** The newest first. */
  async recent(most: number): Promise<readonly RunWithCount[]> {
    const runs = (await this.repository.list()).slice(0, most);
    return runs.map((run) => ({ ...summaryOf(run), fileCount: run.files.length + (run.more ?? 0) }));
  }

  /** Forgets the runs that ended before. Resolves with their ids. */
  forgetOlderThan(time: Date): Promise<readonly string[]> {
    return this.repository.forgetOlderThan(time);
  }
}

function recordOf({ id, title, queue, group, job }: RecordedRun, found: WatchedChanges): RunChanges {
  const name = title?.trim().slice(0, limits.line);
  return {
    id,
    ...(name ? { title: name } : {}),
    ...(queue === undefined ? {} : { queue }),
    ...(group === undefined ? {} : { group }),
    ...(job === undefined ? {} : { job }),
    startedAt: found.startedAt,
    endedAt: found.endedAt,
    ...(found.incomplete ? { incomplete: true } : {}),
    files: found.files,
  };
}
