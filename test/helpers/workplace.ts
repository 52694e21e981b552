import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Container, createContainer } from "../../src/container";
import type { Queue } from "../../src/core/queues/queue";
import { ChildExecutor } from "../../src/core/runner/child-executor";
import type { Gate } from "../../src/core/runner/job-runner";
import type { WorkOptions } from "../../src/core/runner/work-options";
import type { Worker } from "../../src/core/runner/worker";
import type { StateFolder } from "../../src/core/state-folder";
import { becomes, eventually } from "./eventually";
import { statusesOf } from "./statuses";

export const openGate: Gate = { unapproved: async () => [] };

export function isOver({ status }: Queue): boolean {
  return status === "completed" || status === "failed";
}

/** A workspace folder with its state, in which queues and groups are run by real workers. */
export class Workplace {
  readonly container: Container;
  readonly state: StateFolder;
  private readonly workers: Worker[] = [];

  constructor(readonly folder: string) {
    mkdirSync(folder, { recursive: true });
    this.container = createContainer({ writer: { kind: "cli", name: "test" }, watch: "auto" });
    this.state = this.container.open({ root: join(folder, ".lockstep"), files: folder });
  }

  /** A worker that looks at once. */
  work(options: Partial<WorkOptions> = {}): Worker {
    const executor = new ChildExecutor({ grace: 500 });
    const worker = this.state.work({ executor, gate: openGate, mayRun: () => true, ...options });
    this.workers.push(worker);
    worker.look();
    return worker;
  }

  /** A queue of these command lines, each labelled with itself. */
  async queue(...lines: readonly string[]): Promise<Queue> {
    const { id } = await this.state.queues.create({ name: "build" });
    for (const line of lines) {
      await this.state.queues.addCommand(id, { run: { kind: "shell", command: line }, label: line });
    }
    return await this.state.queues.find(id);
  }

  /** The id of a queue of these command lines that is started. */
  async started(...lines: readonly string[]): Promise<string> {
    const { id } = await this.queue(...lines);
    await this.state.queueControl.start(id);
    return id;
  }

  /** The statuses of the queue and of its commands, in order. */
  async statuses(id: string): Promise<string> {
    return statusesOf(await this.state.queues.find(id));
  }

  async queueIs(id: string, statuses: string, timeout?: number): Promise<void> {
    await becomes(statuses, () => this.statuses(id), timeout);
  }

  /** The queue when it has completed or failed. */
  async ended(id: string, timeout?: number): Promise<Queue> {
    return await eventually(
      "the queue to end",
      async () => {
        const queue = await this.state.queues.find(id);
        return isOver(queue) && queue;
      },
      timeout,
    );
  }

  /** The lines of a file that commands wrote; none where there is no such file. */
  linesOf(name: string): readonly string[] {
    try {
      return readFileSync(join(this.folder, name), "utf8")
        .split("\n")
        .filter((line) => line !== "");
    } catch {
      return [];
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.end()));
    await this.container.dispose();
  }
}
