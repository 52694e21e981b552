import { type ChildProcess, spawn } from "node:child_process";
import { ChildExecution } from "./child-execution";
import type { Execution, Executor, Work } from "./execution";
import { type Invocation, invocationOf, type Shell, systemShell } from "./shell";
import { startError } from "./start-error";

export interface ChildExecutorOptions {
  /** What runs command lines. Default: the system's, see {@link systemShell}. */
  readonly shell?: Shell;
  /** Milliseconds between asking a run to end and ending it. Default 5 s. A function is asked when a run has to end. */
  readonly grace?: number | (() => number);
}

const defaultGrace = 5_000;

/** Runs programs as child processes, each at the head of a process group of its own so that all of it can be ended. */
export class ChildExecutor implements Executor {
  private readonly shell: Shell;
  private readonly grace: () => number;

  constructor(options: ChildExecutorOptions = {}) {
    this.shell = options.shell ?? systemShell();
    const { grace = defaultGrace } = options;
    this.grace = typeof grace === "function" ? grace : () => grace;
  }

  start(work: Work): Execution {
    const invocation = invocationOf(work.program, this.shell);
    try {
      const child = spawnChild(invocation, work);
      return new ChildExecution(child, work, {
        errors: invocation.errors,
        grace: this.grace,
        explain: (error) => startError(error, invocation.file, work.cwd),
      });
    } catch (error) {
      return neverStarted(startError(error, invocation.file, work.cwd));
    }
  }
}

function spawnChild({ file, args, verbatim }: Invocation, work: Work): ChildProcess {
  return spawn(file, args, {
    cwd: work.cwd,
    env: work.env,
    stdio: [work.input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    detached: process.platform !== "win32", // there it would open a console window
    windowsHide: true,
    windowsVerbatimArguments: verbatim,
  });
}

function neverStarted(error: string): Execution {
  return { ended: Promise.resolve({ error }), stop: async () => {} };
}
