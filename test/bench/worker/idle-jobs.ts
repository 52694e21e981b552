import { CpuMeter } from "./cpu-meter";
import type { TimerFirings, TimerMeter } from "./timer-meter";

/** What a process does while nobody asks it for anything: between one request and the next. */
export function idleJobs(timers: TimerMeter | undefined) {
  let cpu = new CpuMeter();
  return {
    /** Per cent of one core since it was last asked for. */
    async cpuShare(): Promise<number> {
      const share = cpu.share();
      cpu = new CpuMeter();
      return share;
    },

    /** Since it was last asked for. Needs a timed worker. */
    async timerFirings(): Promise<TimerFirings> {
      if (timers === undefined) {
        throw new Error("The timers of this worker are not timed.");
      }
      return timers.take();
    },
  };
}
