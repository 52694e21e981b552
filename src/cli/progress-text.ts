import type { Progress } from "../core/records/progress";
import { counted, type Style } from "./terminal-text";

/** `3 commands`, `3 commands, 1 done, 1 failed`. */
export function progressText({ total, completed, failed, interrupted, skipped }: Progress, noun: string): string {
  const parts = [
    [completed, "done"],
    [failed, "failed"],
    [interrupted, "interrupted"],
    [skipped, "skipped"],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return [counted(total, noun), ...told].join(", ");
}

/** The status of a queue, a command, a group, a session or a transcript. */
export function statusText(status: string, style: Style): string {
  switch (status) {
    case "running":
    case "active":
      return style.active(status);
    case "completed":
      return style.good(status);
    case "failed":
    case "interrupted":
    case "abandoned":
      return style.bad(status);
    default:
      return style.dim(status);
  }
}
