import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { ignoring } from "../errors";
import { checkId } from "../ids";
import { ioError } from "../io-error";
import { followLog } from "./follow-log";
import { lastLines } from "./last-lines";
import { RunLog } from "./run-log";
import { type LogSnapshot, logName, olderPart, openLog } from "./run-log-parts";
import type { StateFolderMaker } from "./state-folder-maker";
import type { StatePaths } from "./state-paths";

export interface RunLogsParts {
  readonly paths: StatePaths;
  readonly maker: StateFolderMaker;
  /** Bytes of output in one of the two parts of a log. Default 5 MB. */
  readonly cap?: number;
}

export interface LogExcerpt {
  /** Where it begins in the output of the run: later than was asked for when that part has been cut. */
  readonly from: number;
  /** Where to go on reading. */
  readonly to: number;
  readonly bytes: Uint8Array;
}

export interface FollowOptions {
  /** Offset in the output of the run. Default 0: all of it. */
  readonly from?: number;
  /** Says that nothing will come any more, or that nobody is interested: what is there is still told, then it ends. */
  readonly signal: AbortSignal;
}

export interface CleanUpOptions {
  /** Logs that nobody wrote to for so long are removed. */
  readonly days?: number;
  /** So many are kept, the newest. */
  readonly most?: number;
  /** Runs that go on: their logs stay. */
  readonly running?: ReadonlySet<string>;
  readonly now?: Date;
}

const defaultCap = 5 * 1024 * 1024;
const day = 24 * 60 * 60 * 1000;

/** The logs of this state folder's runs: what each wrote, or the newest of it. */
export class RunLogs {
  constructor(private readonly parts: RunLogsParts) {}

  /** Begins the log of a run. @throws {LockstepError} `INVALID`, `SYMLINK`, `IO` */
  create(runId: string): RunLog {
    const path = this.pathOf(runId);
    try {
      this.parts.maker.makeCollection(this.folder);
    } catch (error) {
      throw ioError(nameOf(runId), error);
    }
    return new RunLog(path, nameOf(runId), this.parts.cap ?? defaultCap);
  }

  /** The file with its newest output, for who opens it in an editor. @throws {LockstepError} `INVALID`, `SYMLINK` */
  pathOf(runId: string): string {
    checkId(runId);
    return join(this.folder, logName(runId));
  }

  /**
   * What is there from an offset on; undefined when there is no log.
   *
   * @throws {LockstepError} `INVALID`, `SYMLINK`, `IO`
   */
  read(runId: string, from = 0): LogExcerpt | undefined {
    return this.withLog(runId, (log) => {
      const to = log.end;
      const start = Math.min(Math.max(from, log.start), to);
      return { from: start, to, bytes: log.read(start, to) };
    });
  }

  /** The last lines; where the whole log has fewer and its beginning was cut, that is said. @throws as {@link read} */
  tail(runId: string, lines: number): string | undefined {
    return this.withLog(runId, (log) => lastLines(log, lines));
  }

  /** Tells what is there and what is added, until it is told to end. @throws as {@link read} */
  follow(runId: string, { from = 0, signal }: FollowOptions): AsyncGenerator<Uint8Array, void, void> {
    const path = this.pathOf(runId);
    return followLog({ folder: this.folder, file: logName(runId), from, signal, open: () => openNamed(path, runId) });
  }

  /** Resolves with how many logs were removed. @throws {LockstepError} `SYMLINK`, `IO` */
  cleanUp({ days, most, running = new Set(), now = new Date() }: CleanUpOptions): number {
    const logs = this.ages(now).filter(({ runId }) => !running.has(runId));
    const old = logs.filter(
      ({ age }, index) => (days !== undefined && age > days * day) || index >= (most ?? Infinity),
    );
    for (const { runId } of old) {
      const path = this.pathOf(runId);
      rmSync(olderPart(path), { force: true });
      rmSync(path, { force: true });
    }
    return old.length;
  }

  /** The newest first. */
  private ages(now: Date): readonly { readonly runId: string; readonly age: number }[] {
    const names = ignoring(["ENOENT", "ENOTDIR"], () => readdirSync(this.folder)) ?? [];
    const runIds = new Set(names.flatMap((name) => /^([A-Za-z0-9_-]{1,64})\.log(?:\.old)?$/.exec(name)?.[1] ?? []));
    return [...runIds]
      .map((runId) => ({ runId, age: now.getTime() - this.lastWritten(runId) }))
      .sort((a, b) => a.age - b.age);
  }

  private lastWritten(runId: string): number {
    const path = this.pathOf(runId);
    const stat = statSync(path, { throwIfNoEntry: false }) ?? statSync(olderPart(path), { throwIfNoEntry: false });
    return stat?.mtimeMs ?? 0;
  }

  private get folder(): string {
    return this.parts.paths.folderOfRuns("logs");
  }

  private withLog<T>(runId: string, use: (log: LogSnapshot) => T): T | undefined {
    const log = openNamed(this.pathOf(runId), runId);
    try {
      return log === undefined ? undefined : use(log);
    } catch (error) {
      throw ioError(nameOf(runId), error);
    } finally {
      log?.close();
    }
  }
}

function openNamed(path: string, runId: string): LogSnapshot | undefined {
  try {
    return openLog(path);
  } catch (error) {
    throw ioError(nameOf(runId), error);
  }
}

function nameOf(runId: string): string {
  return `local/logs/${logName(runId)}`;
}
