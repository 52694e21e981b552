import { spawnSync } from "node:child_process";
import { currentProcess } from "../../src/core/locking/process-identity";

/** The text of a lock file whose owner lives, unless `fields` say otherwise, and never does anything. */
export function ownerFile(fields: Readonly<Record<string, unknown>> = {}): string {
  const { pid, host, start, domain, startedAt } = currentProcess();
  const names = { v: 1, token: "0123456789abcdef", writer: "cli-other", app: "cli lockstep queue add" };
  const times = { processStartedAt: startedAt, since: new Date().toISOString() };
  return `${JSON.stringify({ ...names, pid, host, start, domain, ...times, ...fields })}\n`;
}

/** Of a process that was and is no more. */
export function deadPid(): number {
  return spawnSync(process.execPath, ["--version"], { env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" } }).pid;
}
