import type { Execution, Executor, Work } from "../core/runner/execution";
import type { WorkReport } from "./work-report";

/** Tells of what it has executed. */
export class ReportingExecutor implements Executor {
  private readonly running = new Set<Execution>();

  constructor(
    private readonly executor: Executor,
    private readonly report: WorkReport,
  ) {}

  start(work: Work): Execution {
    const begin = performance.now();
    this.report.started(work);
    const onOutput: Work["onOutput"] = (chunk, source) => {
      work.onOutput(chunk, source);
      this.report.wrote(work, chunk);
    };
    const execution = this.executor.start({ ...work, onOutput });
    this.running.add(execution);
    void execution.ended.then((ending) => {
      this.running.delete(execution);
      this.report.ended(work, ending, performance.now() - begin);
    });
    return execution;
  }

  /** Ends what runs without a word, and at once: this process is about to exit. */
  kill(): void {
    for (const { process: leader } of this.running) {
      try {
        process.kill(process.platform === "win32" ? (leader?.pid ?? 0) : -(leader?.pid ?? 0), "SIGKILL");
      } catch {
        // It has ended.
      }
    }
  }
}
