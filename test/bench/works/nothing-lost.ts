import type { ContenderName } from "../contenders/all-contenders";
import type { WorkerProcess } from "../harness/worker-process";

/** @throws when the document does not hold as many changes as were acknowledged: then no figure means anything */
export async function assertCount(name: ContenderName, worker: WorkerProcess | undefined, acknowledged: number) {
  const count = await worker?.call("count");
  if (count !== acknowledged) {
    throw new Error(`${name} acknowledged ${acknowledged} changes and holds ${count}.`);
  }
}
