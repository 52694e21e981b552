import type { Log } from "../../core/log";
import { ChildExecutor } from "../../core/runner/child-executor";
import type { Execution, Executor, Work } from "../../core/runner/execution";
import type { RunEnded } from "./run-notices";
import type { RunTasks } from "./run-tasks";
import { TaskRun } from "./task-run";
import { terminalShell } from "./terminal-shell";

export interface TaskExecutorParts {
  readonly tasks: RunTasks;
  /** Milliseconds between asking a run to end and ending it. */
  readonly grace: () => number;
  readonly ended?: (run: RunEnded) => void;
  readonly log: Log;
}

/** Runs what it is given in terminals of this window, with the shell that they have. */
export class TaskExecutor implements Executor {
  constructor(private readonly parts: TaskExecutorParts) {}

  start(work: Work): Execution {
    const { tasks, grace, ended, log } = this.parts;
    const children = new ChildExecutor({ shell: terminalShell(), grace });
    const run = new TaskRun(work, { tasks, children, log });
    const from = performance.now();
    void run.ended.then((ending) => ended?.({ work, ending, duration: performance.now() - from }));
    return run;
  }
}
