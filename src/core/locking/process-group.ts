import { setTimeout as delay } from "node:timers/promises";
import { LockstepError, systemErrorCode } from "../errors";
import { membersOfGroup } from "./process-identity";

/** Between two looks whether a group is gone: nobody tells of processes that are not our children. */
const lookInterval = 20;
/** What SIGKILL takes at most; a process that a dead network disk holds takes longer, or for ever. */
const killPatience = 10_000;

/**
 * Ends all processes of a group: asks (SIGTERM, and SIGCONT for those that stand still), and insists (SIGKILL) on what is
 * left after `grace` milliseconds. Resolves when none is left. A process that made a group of its own is not reached.
 *
 * @throws {LockstepError} `IO` when the system does not let us end one
 */
export async function endProcessGroup(group: number, grace: number): Promise<void> {
  signalGroup(group, "SIGTERM");
  signalGroup(group, "SIGCONT");
  if (!(await isGoneWithin(group, grace))) {
    signalGroup(group, "SIGKILL");
    if (!(await isGoneWithin(group, killPatience))) {
      throw new LockstepError("IO", "Process {0} can't be ended: it belongs to another user, or waits for a disk.", [
        group,
      ]);
    }
  }
}

/** Whether a process of the group can still do something. */
export function isGroupAlive(group: number): boolean {
  if (!signalGroup(group, 0)) {
    return false;
  }
  // Zombies are reached by signals, and where the first process of a container collects none they stay for ever.
  return process.platform !== "linux" || membersOfGroup(group).length > 0;
}

async function isGoneWithin(group: number, patience: number): Promise<boolean> {
  const deadline = performance.now() + patience;
  while (isGroupAlive(group)) {
    if (performance.now() >= deadline) {
      return false;
    }
    await delay(lookInterval);
  }
  return true;
}

/** False when there is no such group. */
function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  if (group <= 1) {
    throw new RangeError(`${group} is no process group of ours: it means every process there is.`);
  }
  try {
    return process.kill(-group, signal);
  } catch (error) {
    return systemErrorCode(error) !== "ESRCH"; // EPERM: it lives, but is not ours
  }
}
