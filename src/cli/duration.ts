import { LockstepError } from "../core/errors";

/** Milliseconds. */
const units: ReadonlyMap<string, number> = new Map([
  ["s", 1_000],
  ["m", 60_000],
  ["h", 3_600_000],
  ["d", 86_400_000],
  ["w", 604_800_000],
]);

/** Longer than any history, and a date still. */
const longest = 100 * 366 * 86_400_000;

/** Milliseconds from `90s`, `30m`, `12h`, `7d` or `2w`. @throws {LockstepError} `INVALID` */
export function duration(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)([smhdw])$/.exec(text.trim()) ?? [];
  const milliseconds = Number(number) * (units.get(unit ?? "") ?? Number.NaN);
  if (!(milliseconds <= longest)) {
    throw new LockstepError(
      "INVALID",
      "A duration is a number and a unit, such as 90s, 30m, 12h, 7d or 2w, not “{0}”.",
      [text],
    );
  }
  return milliseconds;
}
