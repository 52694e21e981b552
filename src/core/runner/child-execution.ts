import type { ChildProcess } from "node:child_process";
import { type RunningProcess, startOfProcess } from "../locking/process-identity";
import { endProcessTree, leavesProcesses } from "../locking/process-tree";
import { Draining } from "./draining";
import type { Ending, Execution, OutputSource, Work } from "./execution";

export interface ChildExecutionOptions {
  readonly errors: OutputSource;
  /** Milliseconds, asked for when it has to end. */
  readonly grace: () => number;
  readonly explain: (error: unknown) => string;
}

/**
 * A child process and what it started. It has ended when the process has, and its output was read: to the end, or as far
 * as it came if something that it left in the background keeps the output open. That goes on, unheard.
 */
export class ChildExecution implements Execution {
  readonly process: RunningProcess | undefined;
  readonly ended: Promise<Ending>;
  private readonly draining = new Draining();
  private stopping: Promise<void> | undefined;
  private isOver = false;
  /** It ended, and so did all that it started: its pid may be another's by now. With its start that shows later, too. */
  private isGone = false;

  constructor(
    private readonly child: ChildProcess,
    work: Work,
    private readonly options: ChildExecutionOptions,
  ) {
    const { pid } = child;
    this.process = pid === undefined ? undefined : { pid, start: startOfProcess(pid) };
    this.listen(work);
    this.ended = this.wait();
    child.stdin?.on("error", () => {}); // it need not read its input
    child.stdin?.end(work.input);
  }

  stop(): Promise<void> {
    this.stopping ??= this.end();
    return this.stopping;
  }

  private async end(): Promise<void> {
    if (this.process !== undefined && !this.isGone) {
      await endProcessTree(this.process, this.options.grace());
    }
    await this.ended;
  }

  private leavesProcesses(): boolean {
    return this.process !== undefined && leavesProcesses(this.process);
  }

  private listen(work: Work): void {
    const hear = (source: OutputSource) => (chunk: Uint8Array) => {
      this.draining.touch();
      if (!this.isOver) {
        work.onOutput(chunk, source);
      }
    };
    this.child.stdout?.on("data", hear("stdout"));
    this.child.stderr?.on("data", hear(this.options.errors));
  }

  private async wait(): Promise<Ending> {
    const ending = await this.exit();
    this.isOver = true;
    // What is still open must not keep this process alive; closing it would end who writes to it.
    for (const stream of [this.child.stdout, this.child.stderr]) {
      if (stream !== null && "unref" in stream && typeof stream.unref === "function") {
        stream.unref();
      }
    }
    return ending;
  }

  private exit(): Promise<Ending> {
    return new Promise((resolve) => {
      this.child.on("error", (error) => {
        if (this.process === undefined) {
          resolve({ error: this.options.explain(error) });
        }
      });
      this.child.on("exit", (exitCode, signal) => {
        this.isGone = this.process?.start === undefined && !this.leavesProcesses();
        const ending = { ...(exitCode === null ? {} : { exitCode }), ...(signal === null ? {} : { signal }) };
        this.draining.begin(() => resolve(ending));
      });
      this.child.on("close", () => this.draining.finish());
    });
  }
}
