import type { ChangeService } from "../changes/change-service";
import type { Log } from "../log";
import type { RunLogs } from "../storage/run-logs";
import type { RunProcesses } from "../storage/run-processes";

/** How long is kept what runs left: logs by age and number, what they changed by age. */
const kept = { logs: { days: 30, most: 2_000 }, changesDays: 180 };
const day = 24 * 60 * 60 * 1000;

export interface HousekeepingParts {
  readonly logs: RunLogs;
  readonly processes: RunProcesses;
  readonly changes: ChangeService;
  readonly now: () => Date;
  readonly log: Log;
}

/** Removes what nobody will look for any more. Never throws: the next worker tries again. */
export async function keepHouse({ logs, processes, changes, now, log }: HousekeepingParts): Promise<void> {
  try {
    const running = new Set(processes.noted());
    const removed = logs.cleanUp({ ...kept.logs, running, now: now() });
    const forgotten = await changes.forgetOlderThan(new Date(now().getTime() - kept.changesDays * day));
    if (removed > 0 || forgotten.length > 0) {
      log.info(`Removed ${removed} logs of runs, and forgot what ${forgotten.length} runs had changed.`);
    }
  } catch (error) {
    log.warn(`Old logs of runs could not be removed: ${String(error)}`);
  }
}
