import { LockstepError } from "../core/errors";
import { durationOf } from "../core/runner/duration";

/** Milliseconds: longer than any history, and a date still. */
const longest = 100 * 366 * 86_400_000;

/** Milliseconds from `90s`, `1h30m`, `7d` or `2 weeks`. @throws {LockstepError} `INVALID` */
export function duration(text: string): number {
  const milliseconds = durationOf(text.trim().toLowerCase());
  if (milliseconds === undefined || !(milliseconds <= longest)) {
    throw new LockstepError("INVALID", "A duration is such as 90s, 1h30m, 7d or 2w, not “{0}”.", [text]);
  }
  return milliseconds;
}
