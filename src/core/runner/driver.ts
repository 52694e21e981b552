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
  | { readonly kind: "unapproved"; readonly jobs: readonly GatedJob[] };

/** Milliseconds between looks whether others still live, and until the next try after the disk refused. */
export const lookInterval = 1_000;
