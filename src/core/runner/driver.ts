import type { Clock } from "../clock";
import type { Log } from "../log";
import type { Owner } from "../records/owner";
import type { Hooks } from "./hooks";
import type { Gate, GatedJob, JobRunner } from "./job-runner";

/** What every driver needs. */
export interface DriverParts {
  readonly runner: JobRunner;
  readonly gate: Gate;
  readonly hooks: Hooks;
  /** Whether anything may run here at all: nothing does in a workspace that is not trusted. */
  readonly mayRun: () => boolean;
  readonly owner: () => Owner;
  readonly clock: Clock;
  readonly log: Log;
  /** When this machine was started: nothing that ran before restarts by itself. */
  readonly bootedAt: Date;
}

/** Why a driver stopped. */
export type DriveResult =
  /** There is nothing to do here, as far as it knows. */
  | { readonly kind: "done" }
  /** Others run it, or some of it: their death is to be noticed. */
  | { readonly kind: "elsewhere" }
  /** Somebody was asked, and may allow it. */
  | { readonly kind: "unapproved" };

/** Runs one document, or takes part in that. */
export interface Driver {
  /** Keeps others from running it until {@link drive} has ended. False when somebody else has it. */
  reserve(): Promise<boolean>;
  /**
   * Resolves when there is nothing to do here any more.
   *
   * @param ask is told of what somebody has to allow first
   */
  drive(ask: (jobs: readonly GatedJob[]) => void): Promise<DriveResult>;
  /** The document changed, or what may run. */
  look(): void;
  /** Ends what runs, as interrupted: this window or worker ends. */
  end(): void;
}

/** Milliseconds between looks whether others still live, and until the next try after the disk refused. */
export const lookInterval = 1_000;
