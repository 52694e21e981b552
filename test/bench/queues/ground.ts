import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Container, createContainer } from "../../../src/container";
import type { StateFolder } from "../../../src/core/state-folder";
import { Course } from "./course";
import type { QueueWorkerOptions } from "./worker-options";
import { QueueWorkerProcess } from "./worker-process";

/** What one round stands on: a folder, courses, processes, and the services for whoever fills queues. */
export class Ground {
  readonly folder = mkdtempSync(join(tmpdir(), "lockstep-queues-"));
  readonly workspace = join(this.folder, "workspace");
  private readonly workers: QueueWorkerProcess[] = [];
  private readonly containers: Container[] = [];
  private courses = 0;

  constructor(private readonly executable: string) {
    mkdirSync(this.workspace);
  }

  course(count: number): Course {
    return new Course(join(this.folder, `course${this.courses++}`), count);
  }

  /** The state of the workspace, as this process sees it. */
  state(): StateFolder {
    const container = createContainer({ writer: { kind: "cli", name: "bench" }, watch: "auto" });
    this.containers.push(container);
    return container.open({ root: join(this.workspace, ".lockstep"), files: this.workspace });
  }

  async start(options: QueueWorkerOptions): Promise<void> {
    this.workers.push(await QueueWorkerProcess.start(this.executable, options));
  }

  async clear(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.end()));
    await Promise.all(this.containers.map((container) => container.dispose()));
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 20 });
  }
}

/** @throws what `work` throws, when all is cleared away */
export async function onGround<R>(executable: string, work: (ground: Ground) => Promise<R>): Promise<R> {
  const ground = new Ground(executable);
  try {
    return await work(ground);
  } finally {
    await ground.clear();
  }
}
