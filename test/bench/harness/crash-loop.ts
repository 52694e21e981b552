import { randomInt } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { readAcknowledgements } from "../worker/acknowledgements";
import { now } from "../worker/options";
import { giveUpAfter } from "./give-up";
import { largest } from "./statistics";
import type { Workbench } from "./workbench";
import type { WorkerProcess } from "./worker-process";

/** Milliseconds between one kill and the next. */
const shortestPause = 300;
const longestPause = 500;
/** Milliseconds for what was begun in time to be done: longer than any of the peers takes a lock for stale. */
const patience = 15_000;

export interface CrashLoopResult {
  /** Acknowledged changes per second. */
  readonly throughput: number;
  /** Milliseconds in which nobody's change was acknowledged, at the longest. */
  readonly stall: number;
  readonly kills: number;
  readonly lost: number;
  /** Changes that were made and not acknowledged, beyond the one that each kill may account for. */
  readonly unaccounted: number;
  /** Why writers gave up that nobody killed. */
  readonly failures: readonly string[];
  /** What lies in the folder after one more change and did not before the first kill. */
  readonly leftOver: readonly string[];
}

interface Writer {
  readonly worker: WorkerProcess;
  readonly done: Promise<void>;
}

/**
 * Writers that change one document as fast as they can. Every now and then one of them, anyone, is killed, and a new
 * process begins in its place. What was acknowledged each of them notes itself, in a file of its own.
 */
export class CrashLoop {
  private readonly notes: string;
  private readonly writing = new Set<Writer>();
  private noteFiles: readonly string[] = [];
  private readonly failures: string[] = [];
  private kills = 0;

  constructor(
    private readonly bench: Workbench,
    /** Where the document is. */
    private readonly folder: string,
    private readonly start: () => Promise<WorkerProcess>,
  ) {
    this.notes = bench.newFolder();
  }

  /** The document must have been seeded. */
  async run(writers: number, milliseconds: number): Promise<CrashLoopResult> {
    const workers = await Promise.all(Array.from({ length: writers }, this.start));
    const before = (await this.changeOnce(...workers)).files;
    const countBefore = (await workers[0]?.call("count")) ?? Number.NaN;
    const begin = now();
    const end = begin + milliseconds;
    for (const worker of workers) {
      this.write(worker, end);
    }
    await this.killUntil(end);
    await this.finish();
    const last = await this.start();
    const count = (await last.call("count")) - countBefore;
    const { files } = await this.changeOnce(last);
    await this.bench.stop(last);
    const times = this.noteFiles.flatMap(readAcknowledgements);
    return {
      ...paceOf(times, begin, end),
      kills: this.kills,
      lost: Math.max(0, times.length - count),
      unaccounted: Math.max(0, count - times.length - this.kills),
      failures: this.failures,
      leftOver: files.filter((file) => !before.includes(file)),
    };
  }

  private write(worker: WorkerProcess, end: number): void {
    const file = join(this.notes, String(this.noteFiles.length));
    this.noteFiles = [...this.noteFiles, file];
    const done = worker.call("changeUntil", end, file).catch((error) => {
      this.failures.push(String(error));
    });
    this.writing.add({ worker, done });
  }

  private async killUntil(end: number): Promise<void> {
    const replaced: Promise<void>[] = [];
    for (;;) {
      await delay(Math.min(end - now(), randomInt(shortestPause, longestPause)));
      if (now() >= end) {
        break;
      }
      const victim = [...this.writing][randomInt(this.writing.size)];
      if (victim !== undefined) {
        this.kill(victim);
        replaced.push(this.replace(end));
      }
    }
    await Promise.all(replaced);
  }

  private kill(writer: Writer): void {
    writer.worker.kill();
    this.writing.delete(writer);
    this.kills++;
    void this.bench.stop(writer.worker);
  }

  private async replace(end: number): Promise<void> {
    this.write(await this.start(), end);
  }

  /** Who is not done in time counts as killed. */
  private async finish(): Promise<void> {
    await Promise.all(
      [...this.writing].map(async (writer) => {
        if (
          (await giveUpAfter(
            patience,
            writer.done.then(() => true),
          )) === undefined
        ) {
          this.kill(writer);
        }
      }),
    );
    await this.bench.stop(...[...this.writing].map(({ worker }) => worker));
  }

  /** One change each, and then the files that are there when nobody holds the lock any more. */
  private async changeOnce(...workers: readonly WorkerProcess[]): Promise<{ readonly files: readonly string[] }> {
    for (const worker of workers) {
      await worker.call("burst", 1);
    }
    await giveUpAfter(patience, Promise.all(workers.map((worker) => worker.call("lockIsGone"))));
    return { files: readdirSync(this.folder, { recursive: true, encoding: "utf8" }) };
  }
}

function paceOf(times: readonly number[], begin: number, end: number): Pick<CrashLoopResult, "throughput" | "stall"> {
  const inTime = times.filter((time) => time <= end).toSorted((a, b) => a - b);
  const stalls = [...inTime, end].map((time, index) => time - (inTime[index - 1] ?? begin));
  return { throughput: (inTime.length / (end - begin)) * 1000, stall: largest(stalls) };
}
