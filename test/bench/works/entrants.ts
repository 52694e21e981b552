import type { ContenderName } from "../contenders/all-contenders";
import type { WorkerFaults } from "../harness/workbench";

/** Lockstep on a disk that needs no folder flush: like for like with those that flush only the file. */
export const lockstepUnflushed = "lockstep, folder not flushed";
/** The floor that makes Lockstep's flushes: the other way to compare like with like. */
export const floorFlushed = "floor, folder flushed";

export type Entrant = ContenderName | typeof lockstepUnflushed;

/** Who starts under this name, on which disk. */
export function entering(name: Entrant): readonly [ContenderName, WorkerFaults] {
  return name === lockstepUnflushed ? ["lockstep", { skipFolderFlush: true }] : [name, {}];
}
