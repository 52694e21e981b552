// Child processes: run one to its end, stop one for good, and stop everything when this process is asked to end.
import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";

const graceMs = 5_000;

export interface Finished {
  readonly code: number | null;
  /** What it wrote to both outputs, in order. */
  readonly output: string;
}

/** Runs a program to its end. @throws when it can't be started. */
export async function run(program: string, args: readonly string[], options: SpawnOptions = {}): Promise<Finished> {
  const child = spawn(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout?.on("data", collect);
  child.stderr?.on("data", collect);
  const [code] = (await once(child, "close")) as [number | null];
  return { code, output };
}

/** Whether a process with this id exists on this machine. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Tells a process to end, if there is still one with this id. */
export function terminate(pid: number): void {
  if (isRunning(pid)) {
    process.kill(pid, "SIGTERM");
  }
}

/**
 * Whether to spawn a process as the head of a group, so that `stopGroup` finds what it has started itself. Windows has no groups.
 */
export const canLeadGroup = process.platform !== "win32";

/** Stops a child that leads a group, then whatever is left of the group. */
export async function stopGroup(child: ChildProcess): Promise<void> {
  await stop(child);
  if (canLeadGroup && child.pid !== undefined && isRunning(-child.pid)) {
    process.kill(-child.pid, "SIGKILL");
  }
}

/** Asks a child to end, and ends it if it has not after five seconds. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), graceMs);
  await ended;
  clearTimeout(timer);
}

/** Runs `end` once when this process is told to stop, then exits the way a shell expects. Returns what undoes this. */
export function onStopSignal(end: () => Promise<unknown>): () => void {
  let stopping = false;
  const stopWith = (exitCode: number) => () => {
    if (!stopping) {
      stopping = true;
      void end().finally(() => process.exit(exitCode));
    }
  };
  const [interrupted, terminated] = [stopWith(130), stopWith(143)];
  process.on("SIGINT", interrupted).on("SIGTERM", terminated);
  return () => process.off("SIGINT", interrupted).off("SIGTERM", terminated);
}
