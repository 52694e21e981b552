import type { NamedDocument } from "../records/named-document-repository";
import type { Executor } from "./execution";
import type { Gate } from "./job-runner";

/** How one window or worker runs what is to be run. */
export interface WorkOptions {
  readonly executor: Executor;
  readonly gate: Gate;
  /** Whether anything may run at all: nothing does in a workspace that is not trusted. */
  readonly mayRun: () => boolean;
  /** Which documents to run. Left out: all. */
  readonly takes?: (document: NamedDocument) => boolean;
}
