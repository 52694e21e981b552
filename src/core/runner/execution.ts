import type { RunningProcess } from "../locking/process-identity";

/** What is executed: a line for a shell, or a program with its arguments. */
export type Program =
  | { readonly kind: "line"; readonly line: string }
  | { readonly kind: "arguments"; readonly file: string; readonly args: readonly string[] };

/** Which of its outputs a program wrote to. Where they are one, as in a terminal, all of it is `stdout`. */
export type OutputSource = "stdout" | "stderr";

/** The queue or group that a run is of. */
export interface RunOrigin {
  readonly kind: "queue" | "group";
  readonly id: string;
  readonly name: string;
}

/** One run of a queue command or a session, ready to start: every variable is resolved. */
export interface Work {
  /** Random: the name of this run, of its log and of what is kept about it. */
  readonly runId: string;
  /** What people see: a label, or what is run. */
  readonly title: string;
  /** Left out: of none. */
  readonly origin?: RunOrigin;
  readonly program: Program;
  /** Absolute. */
  readonly cwd: string;
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Written to its standard input, which ends then. Left out: it has none. */
  readonly input?: string;
  /** Called with all that it writes, both outputs in the order in which they arrive; not any more after its end. */
  readonly onOutput: (chunk: Uint8Array, source: OutputSource) => void;
}

/** How a run ended. */
export interface Ending {
  /** Undefined when a signal ended it, or when it could not be started. */
  readonly exitCode?: number;
  /** Such as `SIGKILL`. */
  readonly signal?: string;
  /** Why it could not be started, fit for a person. */
  readonly error?: string;
  /** Somebody ended it where it ran, such as in its terminal: that is no failure. */
  readonly isStopped?: boolean;
}

/** A run that was started. */
export interface Execution {
  /** The first process of it, which leads a process group of its own; undefined when nobody knows or none was started. */
  readonly process?: RunningProcess | undefined;
  /** The same, for what does not start at once. Resolves before {@link ended} does. */
  readonly started?: Promise<RunningProcess | undefined>;
  /** Resolves when its process and all that it started have let go of its output, or the process ended. Never rejects. */
  readonly ended: Promise<Ending>;
  /** Ends the process and all that it started: asks first, insists after a grace. Resolves when it has ended. */
  stop(): Promise<void>;
}

/** Runs what it is given: in a terminal of this window, or as a child of a worker. */
export interface Executor {
  /** Never throws: what can't be started ends with an error. */
  start(work: Work): Execution;
}
