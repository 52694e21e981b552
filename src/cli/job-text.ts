import type { Owner } from "../core/records/owner";
import type { Job, Progress } from "../core/records/progress";
import { aligned, printable, type Style, withoutEmptyColumns } from "./terminal-text";

const units = [
  ["d", 86_400],
  ["h", 3_600],
  ["m", 60],
] as const;

/** `0.4s`, `12s`, `1m 5s`, `2h 3m`, `3d 4h`. */
export function durationText(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 10) {
    return `${seconds.toFixed(1)}s`;
  }
  const whole = Math.floor(seconds);
  const index = units.findIndex(([, length]) => whole >= length);
  const [unit, length] = units[index] ?? ["s", 1];
  const [nextUnit, nextLength] = units[index + 1] ?? ["s", 1];
  return index === -1
    ? `${whole}s`
    : `${Math.floor(whole / length)}${unit} ${Math.floor((whole % length) / nextLength)}${nextUnit}`;
}

/** A queue command or a session that ran, runs or will. */
export interface ShownJob extends Job {
  readonly exitCode?: number | undefined;
  readonly owner?: Owner | undefined;
  readonly error?: string | undefined;
  readonly startNow?: boolean | undefined;
  readonly stopRequested?: boolean | undefined;
}

/** `12s`, `exit 3, 0.5s`; nothing for what did not run. */
export function timingText({ status, startedAt, completedAt, exitCode }: ShownJob, now: Date): string {
  if (startedAt === undefined) {
    return "";
  }
  const end = completedAt === undefined ? now.getTime() : Date.parse(completedAt);
  const isOdd = exitCode !== undefined && (exitCode !== 0 || status !== "completed");
  return `${isOdd ? `exit ${exitCode}, ` : ""}${durationText(end - Date.parse(startedAt))}`;
}

/** Who runs it, or why it did not come to a good end; what it waits for is its kind's own. */
export function jobNotes({ status, owner, error, exitCode, startNow, stopRequested }: ShownJob): readonly string[] {
  if (status === "running") {
    return [
      ...(owner === undefined ? [] : [`by ${runnerText(owner)}`]),
      ...(stopRequested ? ["is being stopped"] : []),
    ];
  }
  // What the exit code says already is not said again.
  const isTold = error === undefined || status === "completed" || (status === "failed" && (exitCode ?? 0) !== 0);
  return [...(isTold ? [] : [printable(error)]), ...(status === "pending" && startNow ? ["starts now"] : [])];
}

/** `window VS Code (pid 4711 on host)`. */
export function runnerText({ writer, pid, host }: Owner): string {
  return `${printable(writer)} (pid ${pid} on ${printable(host)})`;
}

/** `3/8` of what has begun; nothing before. */
export function shareText({ ended, running, total }: Progress): string {
  return ended + running === 0 ? "" : `${ended}/${total}`;
}

/** Rows in columns, without columns in which nothing stands, and under each what there is to say of it. */
export function withNotes(
  rows: readonly { readonly cells: readonly string[]; readonly notes: readonly string[] }[],
  style: Style,
): readonly string[] {
  const lines = aligned(withoutEmptyColumns(rows.map(({ cells }) => cells)));
  return lines.flatMap((line, index) => {
    const notes = rows[index]?.notes ?? [];
    return notes.length === 0 ? [line] : [line, style.dim(`     ${notes.join(", ")}`)];
  });
}
