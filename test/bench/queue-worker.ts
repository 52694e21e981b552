/** A process of `npm run bench:queues`: `queue-worker <options as JSON>`. Says `ready`, and works until its input ends. */
import { once } from "node:events";
import type { QueueWorkerOptions } from "./queues/worker-options";
import { replaceDisk } from "./worker/disk";

async function main(): Promise<void> {
  const options: QueueWorkerOptions = JSON.parse(process.argv[2] ?? "");
  if (options.kind === "lockstep" && options.unflushed) {
    await replaceDisk({ fsyncDelay: 0, skipFolderFlush: true, skipFileFlush: true });
  }
  // Only now: what is loaded keeps what node:fs exported at that time.
  const { work } = await import("./queues/worker-jobs");
  process.stdout.write("ready\n");
  work(options);
  await once(process.stdin.resume(), "end");
  process.exit(0);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
