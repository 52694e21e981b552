import type { NamedDocument } from "../records/named-document-repository";
import type { RecordedRuns } from "./change-watching";
import type { Executor } from "./execution";
import type { RunSurroundings } from "./job-preparation";
import type { Gate } from "./job-runner";

/** How one window or worker runs what is to be run. */
export interface WorkOptions {
  readonly executor: Executor;
  readonly gate: Gate;
  /** Whether anything may run at all: nothing does in a workspace that is not trusted. */
  readonly mayRun: () => boolean;
  /** What only this window or worker knows. */
  readonly surroundings?: RunSurroundings;
  /** The value of the setting `lockstep.agents`. Left out: the agents that are built in. */
  readonly agents?: () => unknown;
  /** Of which runs to keep what they changed in the workspace folder. Left out: of all. */
  readonly recordedChanges?: () => RecordedRuns;
  /** Which documents to run. Left out: all. */
  readonly takes?: (document: NamedDocument) => boolean;
}
