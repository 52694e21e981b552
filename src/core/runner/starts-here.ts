import type { Worker } from "./worker";

/** What starts queues and groups: a worker of the same process runs them then, if there is one. */
export class StartsHere {
  private worker: Worker | undefined;

  follow(worker: Worker): Worker {
    this.worker = worker;
    return worker;
  }

  /** Makes a change by which something is to be run. */
  starting<T>(name: "queue" | "group", id: string, change: () => Promise<T>): Promise<T> {
    return this.worker === undefined ? change() : this.worker.startingHere(name, id, change);
  }
}
