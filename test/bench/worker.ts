/** A process of the benchmark: `worker <options as JSON>`, then requests by IPC. See worker/jobs.ts for what it can do. */
import { replaceDisk } from "./worker/disk";
import type { Reply, Request } from "./worker/messages";
import type { WorkerOptions } from "./worker/options";
import { SyncMeter } from "./worker/sync-meter";
import { TimerMeter } from "./worker/timer-meter";

async function main(): Promise<void> {
  const options: WorkerOptions = JSON.parse(process.argv[2] ?? "");
  const { fsyncDelay = 0, skipFolderFlush = false, metered = false, timed = false } = options;
  if (fsyncDelay > 0 || skipFolderFlush) {
    await replaceDisk({ fsyncDelay, skipFolderFlush });
  }
  const meters = {
    ...(metered ? { sync: SyncMeter.install() } : {}),
    ...(timed ? { timers: TimerMeter.install() } : {}),
  };
  // Only now: graceful-fs copies what node:fs exports when it is loaded.
  const { jobsOf } = await import("./worker/jobs");
  const jobs: Readonly<Record<string, (...args: never[]) => Promise<unknown>>> = jobsOf(options, meters);
  process.on("message", (request: Request) => {
    void reply(jobs[request.job], request);
  });
  process.on("disconnect", () => process.exit(0));
  send({ id: 0 });
}

async function reply(job: ((...args: never[]) => Promise<unknown>) | undefined, request: Request): Promise<void> {
  try {
    if (job === undefined) {
      throw new Error(`There is no job "${request.job}".`);
    }
    send({ id: request.id, result: await Reflect.apply(job, undefined, request.args) });
  } catch (error) {
    send({ id: request.id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

function send(message: Reply): void {
  process.send?.(message);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
