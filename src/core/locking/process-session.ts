import { setTimeout as delay } from "node:timers/promises";
import { LockstepError, systemErrorCode } from "../errors";
import { groupsOfSession } from "./process-identity";

/** Between two looks whether all are gone, at first and at last: nobody tells of processes that are not our children. */
const firstWait = 10;
const longestWait = 100;
/** What SIGKILL takes at most; a process that a dead network disk holds takes longer, or for ever. */
const killPatience = 10_000;

/**
 * Ends all processes of a session: asks (SIGTERM, and SIGCONT for those that stand still), and insists (SIGKILL) on what is
 * left after `grace` milliseconds. Resolves when none is left. A process that began a session of its own, as daemons do, is
 * not reached; one that only made a group of its own (`timeout`, a shell with job control) is, on Linux.
 *
 * @throws {LockstepError} `IO` when the system does not let us end one
 */
export async function endSession(session: number, grace: number): Promise<void> {
  signalSession(session, "SIGTERM");
  signalSession(session, "SIGCONT");
  if (await isGoneWithin(session, grace, () => {})) {
    return;
  }
  const kill = () => signalSession(session, "SIGKILL"); // again and again: what was just forked is hit the next time
  if (!(await isGoneWithin(session, killPatience, kill))) {
    throw new LockstepError("IO", "Process {0} can't be ended: it belongs to another user, or waits for a disk.", [
      session,
    ]);
  }
}

/** Whether a process of the session can still do something. */
export function isSessionAlive(session: number): boolean {
  return groupsOf(session).length > 0;
}

async function isGoneWithin(session: number, patience: number, insist: () => void): Promise<boolean> {
  const deadline = performance.now() + patience;
  for (let wait = firstWait; ; wait = Math.min(2 * wait, longestWait)) {
    insist();
    if (!isSessionAlive(session)) {
      return true;
    }
    const left = deadline - performance.now();
    if (left <= 0) {
      return false;
    }
    await delay(Math.min(wait, left));
  }
}

function signalSession(session: number, signal: NodeJS.Signals): void {
  for (const group of groupsOf(session)) {
    signalGroup(group, signal);
  }
}

/** Other systems don't tell cheaply which groups a session has: there it is the one of its first process. */
function groupsOf(session: number): readonly number[] {
  if (session <= 1) {
    throw new RangeError(`${session} is no session of ours: signals to it reach every process there is.`);
  }
  if (process.platform === "linux") {
    return [...groupsOfSession(session)];
  }
  return signalGroup(session, 0) ? [session] : [];
}

/** False when there is no such group. */
function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, signal);
  } catch (error) {
    return systemErrorCode(error) !== "ESRCH"; // EPERM: it lives, but is not ours
  }
}
