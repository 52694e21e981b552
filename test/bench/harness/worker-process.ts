import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { build } from "esbuild";
import type { Jobs } from "../worker/jobs";
import type { Reply, Request } from "../worker/messages";
import type { WorkerOptions } from "../worker/options";
import type { Counters } from "./counters";
import { giveUpAfter } from "./give-up";

const bundle = join(__dirname, "../../../out/bench/worker.js");

/** Milliseconds for a process that may be busy to say what it has counted. */
const patience = 500;

/** Once per run, so that a process starts in the time that Node itself takes, and sources may change meanwhile. */
export async function bundleWorker(): Promise<void> {
  await build({
    entryPoints: [join(__dirname, "../worker.ts")],
    outfile: bundle,
    bundle: true,
    // Finds its native half by its own place. Whoever the contender is loads it: a start costs all the same.
    external: ["fs-native-extensions"],
    platform: "node",
    format: "cjs",
    target: "node20",
    logLevel: "warning",
  });
}

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A process that runs test/bench/worker.ts. */
export class WorkerProcess {
  private readonly pending = new Map<number, Pending>();
  private readonly closed: Promise<unknown>;
  private requests = 0;
  private killed = false;

  private constructor(private readonly child: ChildProcess) {
    this.closed = once(child, "close");
    child.on("message", (reply: Reply) => this.settle(reply));
    child.on("exit", (code, signal) => {
      for (const { reject } of this.pending.values()) {
        reject(new Error(`A worker ended with ${code ?? signal}.`));
      }
    });
  }

  static async start(executable: string, options: WorkerOptions): Promise<WorkerProcess> {
    const child = fork(bundle, [JSON.stringify(options)], {
      execPath: executable,
      execArgv: ["--no-warnings"],
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    const worker = new WorkerProcess(child);
    await new Promise<unknown>((resolve, reject) => worker.pending.set(0, { resolve, reject }));
    return worker;
  }

  call<Job extends keyof Jobs>(job: Job, ...args: Parameters<Jobs[Job]>): Promise<Awaited<ReturnType<Jobs[Job]>>> {
    const request: Request = { id: ++this.requests, job, args };
    return new Promise((resolve, reject) => {
      this.pending.set(request.id, {
        resolve: (result) => resolve(result as Awaited<ReturnType<Jobs[Job]>>),
        reject,
      });
      this.child.send(request);
    });
  }

  /** What its contender has counted; nothing when it does not answer any more. */
  async counters(): Promise<Counters> {
    const answer = this.killed ? undefined : giveUpAfter(patience, this.call("counters"));
    return (await answer?.catch(() => undefined)) ?? {};
  }

  /** Ends it at once, as a crash does. */
  kill(): void {
    this.killed = true;
    this.pending.clear();
    this.child.kill("SIGKILL");
  }

  async stopped(): Promise<void> {
    this.kill();
    await this.closed;
  }

  private settle({ id, result, error }: Reply): void {
    const waiting = this.pending.get(id);
    this.pending.delete(id);
    if (error === undefined) {
      waiting?.resolve(result);
    } else {
      waiting?.reject(new Error(`In a worker: ${error}`));
    }
  }
}
