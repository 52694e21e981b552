import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { ignoring, systemErrorCode } from "../errors";

/** A process as others can recognise it: a pid alone is reused, and means nothing on another machine. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** Clock ticks since boot at which the process started (Linux); undefined where the system does not tell cheaply. */
  readonly start: string | undefined;
  /** Pids can be compared only within one domain: platform, host, boot and pid namespace (containers). */
  readonly domain: string;
  readonly startedAt: string;
}

/** A process of our own domain, as {@link ProcessIdentity} has it. */
export type RunningProcess = Pick<ProcessIdentity, "pid" | "start">;

export function currentProcess(): ProcessIdentity {
  return {
    pid: process.pid,
    host: hostname(),
    start: statOf(process.pid)?.start,
    domain: currentDomain(),
    startedAt: new Date(Date.now() - process.uptime() * 1000).toISOString(),
  };
}

function currentDomain(): string {
  const parts = [process.platform, hostname()];
  if (process.platform === "linux") {
    parts.push(readText("/proc/sys/kernel/random/boot_id") ?? "?", readLink("/proc/self/ns/pid") ?? "?");
  }
  return parts.join("|");
}

/** What tells a process from a later one of the same pid, as {@link ProcessIdentity.start}; undefined also when it is gone. */
export function startOfProcess(pid: number): string | undefined {
  return statOf(pid)?.start;
}

/** Whether what a process of `domain` left can't live any more: this machine was started again since then. */
export function isOfEarlierBoot(domain: string, now = currentDomain()): boolean {
  const [platform, host, boot] = domain.split("|");
  const [ownPlatform, ownHost, ownBoot] = now.split("|");
  return platform === ownPlatform && host === ownHost && boot !== ownBoot;
}

/**
 * The head of the session of the first process, as far as it may be seen, that was started with a variable in its
 * environment. It may have ended itself. Linux only.
 */
export function sessionWith(name: string, value: string): RunningProcess | undefined {
  if (process.platform !== "linux") {
    return undefined;
  }
  const has = (pid: number) => readText(`/proc/${pid}/environ`)?.split("\0").includes(`${name}=${value}`);
  const found = runningPids().flatMap((pid) => (has(pid) ? (statOf(pid) ?? []) : []));
  const [first] = found.toSorted((left, right) => Number(left.start) - Number(right.start));
  return first && { pid: first.session, start: startOfProcess(first.session) };
}

/** The process groups of a session in which something can still do something: not a zombie. Linux only. */
export function groupsOfSession(session: number): ReadonlySet<number> {
  const stats = runningPids().map((pid) => statOf(pid));
  return new Set(
    stats.flatMap((stat) => (stat?.session === session && !"ZX".includes(stat.state) ? [stat.group] : [])),
  );
}

function runningPids(): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** `stopped`: it lives, but can't act (SIGSTOP, a debugger). */
export type ProcessState = "running" | "stopped" | "gone";

/**
 * Only meaningful within the process's own domain; a process of another user (EPERM) lives. A zombie (state Z or X in
 * /proc/pid/stat, see proc(5)) is gone: it will never write again.
 */
export function stateOfProcess(pid: number, start: string | undefined): ProcessState {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return systemErrorCode(error) === "ESRCH" ? "gone" : "running";
  }
  // Undefined: not Linux, hidden by hidepid, or just gone, which the next look tells.
  const stat = process.platform === "linux" ? statOf(pid) : undefined;
  if (stat === undefined) {
    return "running";
  }
  if ("ZX".includes(stat.state) || (start !== undefined && stat.start !== start)) {
    return "gone";
  }
  return "Tt".includes(stat.state) ? "stopped" : "running";
}

interface ProcessStat {
  readonly state: string;
  readonly group: number;
  readonly session: number;
  readonly start: string;
}

/** Fields 3 (state), 5 (process group), 6 (session) and 22 (start time) of /proc/pid/stat; the name before them may hold spaces and brackets. */
function statOf(pid: number): ProcessStat | undefined {
  const text = readText(`/proc/${pid}/stat`);
  const fields = text?.slice(text.lastIndexOf(")") + 2).split(" ");
  const state = fields?.[0];
  const start = fields?.[19];
  return state === undefined || start === undefined
    ? undefined
    : { state, group: Number(fields?.[2]), session: Number(fields?.[3]), start };
}

const unreadable = ["ENOENT", "ESRCH", "EACCES", "EPERM", "ENOTDIR"];

function readText(path: string): string | undefined {
  return ignoring(unreadable, () => readFileSync(path, "utf8").trim());
}

function readLink(path: string): string | undefined {
  return ignoring(unreadable, () => readlinkSync(path));
}
