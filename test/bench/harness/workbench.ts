import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { ContenderName } from "../contenders/all-contenders";
import { documentOf } from "../contenders/contender";
import type { WorkerOptions } from "../worker/options";
import { type Counters, Tally } from "./counters";
import { WorkerProcess } from "./worker-process";

export const smallDocument = documentOf(2_000);

export type WorkerFaults = Omit<WorkerOptions, "contender" | "folder">;

/** What the works stand on: folders on the repository's disk, and processes in them. All of it is gone afterwards. */
export class Workbench {
  private readonly root = join(__dirname, `../../../out/bench/${process.pid}`);
  private readonly workers = new Set<WorkerProcess>();
  private readonly tally = new Tally();
  private folders = 0;

  constructor(
    private readonly executable: string,
    readonly quick: boolean,
    /** Whether `executable` has node:sqlite. */
    readonly hasSqlite: boolean,
  ) {}

  /** How often to do something, in the full and in the quick form. */
  times(full: number, quick: number): number {
    return this.quick ? quick : full;
  }

  newFolder(): string {
    const folder = join(this.root, String(this.folders++));
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  async start(contender: ContenderName, folder: string, faults: WorkerFaults = {}): Promise<WorkerProcess> {
    const worker = await WorkerProcess.start(this.executable, { ...faults, contender, folder });
    this.workers.add(worker);
    return worker;
  }

  /** A worker with a document of its own. */
  async startAlone(contender: ContenderName, text = smallDocument, faults: WorkerFaults = {}): Promise<WorkerProcess> {
    const worker = await this.start(contender, this.newFolder(), faults);
    await worker.call("seed", text);
    return worker;
  }

  /** Workers on one document of theirs. */
  async startTogether(contender: ContenderName, count: number): Promise<readonly WorkerProcess[]> {
    const folder = this.newFolder();
    const workers = [];
    for (let i = 0; i < count; i++) {
      workers.push(await this.start(contender, folder));
    }
    await workers[0]?.call("seed", smallDocument);
    return workers;
  }

  async stop(...workers: readonly WorkerProcess[]): Promise<void> {
    await Promise.all(workers.map(async (worker) => this.tally.add(await worker.counters())));
    await Promise.all(workers.map((worker) => worker.stopped()));
    for (const worker of workers) {
      this.workers.delete(worker);
    }
  }

  /** What the engines of the processes stopped since the last look have counted; those that were killed can't tell. */
  takeCounters(): Counters {
    return this.tally.take();
  }

  async clear(): Promise<void> {
    await this.stop(...this.workers);
    rmSync(this.root, { recursive: true, force: true, maxRetries: 3 });
  }
}
