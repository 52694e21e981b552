export type QueueWorkerOptions =
  /** Runs the queues and groups of a workspace folder; `unflushed`: on a disk where flushing costs nothing. */
  | { readonly kind: "lockstep"; readonly workspace: string; readonly unflushed: boolean }
  /** Spawns the lines of a file one after the other, and that is all. */
  | { readonly kind: "spawn"; readonly lines: string };
