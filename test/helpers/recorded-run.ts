import { randomUUID } from "node:crypto";
import type { Execution, Executor, OutputSource, Program, Work } from "../../src/core/runner/execution";

/** What a run wrote, as it comes. */
export class RecordedRun {
  readonly execution: Execution;
  private readonly chunks: { readonly text: string; readonly source: OutputSource }[] = [];

  constructor(executor: Executor, program: string | Program, work: Partial<Work> & Pick<Work, "cwd">) {
    this.execution = executor.start({
      runId: randomUUID(),
      title: "a run",
      program: typeof program === "string" ? { kind: "line", line: program } : program,
      env: { PATH: process.env["PATH"] ?? "" },
      onOutput: (chunk, source) => this.chunks.push({ text: Buffer.from(chunk).toString(), source }),
      ...work,
    });
  }

  get output(): string {
    return this.chunks.map(({ text }) => text).join("");
  }

  outputOf(source: OutputSource): string {
    return this.chunks.flatMap((chunk) => (chunk.source === source ? [chunk.text] : [])).join("");
  }

  /** The lines that it wrote so far and finished. */
  get lines(): readonly string[] {
    return this.output.split("\n").slice(0, -1);
  }
}
