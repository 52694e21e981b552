import { execFile } from "node:child_process";
import { type RunningProcess, stateOfProcess } from "./process-identity";
import { endSession, isSessionAlive } from "./process-session";

/**
 * Ends a process that leads a session and a group of its own, and all that it started. Windows knows no way of asking a console program to end:
 * there it is ended at once, with its children.
 *
 * @param grace milliseconds between asking and insisting
 * @throws {LockstepError} `IO` when the system does not let us
 */
export async function endProcessTree(root: RunningProcess, grace: number): Promise<void> {
  if (process.platform === "win32") {
    await taskkill(root.pid);
  } else if (!isReused(root)) {
    await endSession(root.pid, grace);
  }
}

/** Whether something that it started is left now that it has ended. Windows can't tell: nobody finds them there any more. */
export function leavesProcesses({ pid }: RunningProcess): boolean {
  return process.platform !== "win32" && isSessionAlive(pid);
}

/** A pid is not given away while a session goes by it: if another process has it, all of the session is gone. */
export function isReused({ pid, start }: RunningProcess): boolean {
  return stateOfProcess(pid, undefined) !== "gone" && stateOfProcess(pid, start) === "gone";
}

/** Its failure means that nothing was left to end. */
function taskkill(pid: number): Promise<void> {
  return new Promise((resolve) => {
    execFile("taskkill", ["/PID", String(pid), "/T", "/F"], { windowsHide: true }, () => resolve());
  });
}
