import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { build } from "esbuild";
import type { QueueWorkerOptions } from "./worker-options";

const bundle = join(__dirname, "../../../out/bench/queue-worker.js");

export async function bundleQueueWorker(): Promise<void> {
  await build({
    entryPoints: [join(__dirname, "../queue-worker.ts")],
    outfile: bundle,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    logLevel: "warning",
  });
}

/** A process that runs test/bench/queue-worker.ts. */
export class QueueWorkerProcess {
  private constructor(private readonly child: ChildProcess) {}

  /** Resolves when it works. */
  static async start(executable: string, options: QueueWorkerOptions): Promise<QueueWorkerProcess> {
    const args = ["--no-warnings", bundle, JSON.stringify(options)];
    const child = spawn(executable, args, { stdio: ["pipe", "pipe", "inherit"] });
    const failed = once(child, "exit").then(([code]) => {
      throw new Error(`A worker ended with ${code}.`);
    });
    await Promise.race([once(child.stdout, "data"), failed]);
    failed.catch(() => {}); // it ends when it is told to
    return new QueueWorkerProcess(child);
  }

  async end(): Promise<void> {
    const exit = once(this.child, "exit");
    if (this.child.exitCode === null) {
      this.child.stdin?.end();
      await exit;
    }
  }
}
