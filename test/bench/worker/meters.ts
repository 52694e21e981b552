import type { SyncMeter } from "./sync-meter";
import type { TimerMeter } from "./timer-meter";

/** What a worker was asked to measure from its start. */
export interface Meters {
  readonly sync?: SyncMeter;
  readonly timers?: TimerMeter;
}
