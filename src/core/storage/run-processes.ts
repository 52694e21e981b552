import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";
import { ignoring } from "../errors";
import { checkId, idPattern } from "../ids";
import { ioError } from "../io-error";
import {
  isOfEarlierBoot,
  type ProcessIdentity,
  type RunningProcess,
  sessionWith,
  stateOfProcess,
} from "../locking/process-identity";
import { endProcessTree, isReused, leavesProcesses } from "../locking/process-tree";
import type { StateFolderMaker } from "./state-folder-maker";
import type { StatePaths } from "./state-paths";

/**
 * What became of the processes of a run whose worker died:
 *
 * - `none` nothing is known of any: the run never started, or ended and was forgotten. Where the system does not show the
 *   environment of processes (it is not Linux), also when the worker died in the moment between start and note
 * - `gone` they had ended
 * - `ended` they were ended now
 * - `unknown` they can't be told from others: another machine or container started them, or this system does not tell when
 *   a process started. Nothing was done
 */
export type LeftOver = "none" | "gone" | "ended" | "unknown";

export interface RunProcessesParts {
  readonly paths: StatePaths;
  readonly maker: StateFolderMaker;
  readonly self: Pick<ProcessIdentity, "domain">;
  /** Milliseconds between asking a left-over to end and ending it. Default 5 s. */
  readonly grace?: number;
}

/** The variable that tells a run, and all that it starts, which run it is. */
export const runIdVariable = "LOCKSTEP_RUN_ID";

/** Signals to “group 1” reach every process there is. */
const pidSchema = z.int().check(z.minimum(2));
const noteSchema = z.object({ pid: pidSchema, start: z.optional(z.string()), domain: z.string() });
type Note = z.infer<typeof noteSchema>;

const defaultGrace = 5_000;

/**
 * Which process each run of this state folder has: what a killed worker's run left running can be ended by whoever takes
 * over. One small file for each run, no document: nobody changes it, and after a power cut it means nothing.
 */
export class RunProcesses {
  constructor(private readonly parts: RunProcessesParts) {}

  /**
   * Called as soon as a run was started: who is killed before that left only what its environment tells.
   *
   * @throws {LockstepError} `SYMLINK`, `IO`
   */
  note(runId: string, { pid, start }: RunningProcess): void {
    const note: Note = { pid, domain: this.parts.self.domain, ...(start === undefined ? {} : { start }) };
    const file = this.fileOf(runId);
    try {
      this.parts.maker.makeCollection(this.parts.paths.folderOfRuns("runs"));
      writeFileSync(file, JSON.stringify(note), { flag: "wx", mode: 0o600 });
    } catch (error) {
      throw ioError(nameOf(runId), error);
    }
  }

  /** Called when a run has ended. @throws {LockstepError} `SYMLINK`, `IO` */
  forget(runId: string): void {
    const file = this.fileOf(runId);
    try {
      rmSync(file, { force: true });
    } catch (error) {
      throw ioError(nameOf(runId), error);
    }
  }

  /** The runs that nobody forgot: those that run, and those whose worker died. @throws {LockstepError} `SYMLINK` */
  noted(): readonly string[] {
    const folder = this.parts.paths.folderOfRuns("runs");
    return (ignoring(["ENOENT", "ENOTDIR"], () => readdirSync(folder)) ?? []).filter((name) => idPattern.test(name));
  }

  /**
   * Ends what a run left running, asking first, and forgets the run. Only for who knows that the run's worker is dead.
   * Resolves when nothing of it is left.
   *
   * @throws {LockstepError} `INVALID`, `SYMLINK`, `IO` when the system does not let us end it
   */
  async endLeftOver(runId: string): Promise<LeftOver> {
    const note = this.read(runId) ?? this.unnoted(runId);
    const state = note === undefined ? "none" : this.stateOf(note);
    if (note !== undefined && state === "ended") {
      await endProcessTree({ pid: note.pid, start: note.start }, this.parts.grace ?? defaultGrace);
    }
    if (state !== "unknown") {
      this.forget(runId);
    }
    return state;
  }

  /** `ended`: what has to be done. */
  private stateOf({ pid, start, domain }: Note): LeftOver {
    if (domain !== this.parts.self.domain) {
      return isOfEarlierBoot(domain, this.parts.self.domain) ? "gone" : "unknown";
    }
    const isOver = stateOfProcess(pid, start) === "gone" && !leavesProcesses({ pid, start });
    if (isOver || isReused({ pid, start })) {
      return "gone";
    }
    return start === undefined ? "unknown" : "ended";
  }

  /** What was started by one who died before the note was written, or whose note is no longer there. */
  private unnoted(runId: string): Note | undefined {
    const found = sessionWith(runIdVariable, runId);
    return found && { pid: found.pid, start: found.start, domain: this.parts.self.domain };
  }

  /** A note that was cut off by a full disk or a power cut tells nothing. */
  private read(runId: string): Note | undefined {
    const file = this.fileOf(runId);
    try {
      const text = ignoring(["ENOENT", "ENOTDIR"], () => readFileSync(file, "utf8"));
      return text === undefined ? undefined : noteSchema.safeParse(parsed(text)).data;
    } catch (error) {
      throw ioError(nameOf(runId), error);
    }
  }

  private fileOf(runId: string): string {
    checkId(runId);
    return join(this.parts.paths.folderOfRuns("runs"), runId);
  }
}

function nameOf(runId: string): string {
  return `local/runs/${runId}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
