import { LockstepError } from "../core/errors";

const units = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** A time that was written down, and whether that was of a whole day. */
export interface WrittenTime {
  readonly at: Date;
  readonly isDay: boolean;
}

/**
 * A day (`2026-11-01`, of UTC), a time (`2026-11-01T12:00:00Z`), or how long ago (`7d`, `12h`; also s, m and w).
 *
 * @throws {LockstepError} `INVALID`
 */
export function writtenTime(option: string, text: string, now: Date): WrittenTime {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text);
  const at = isDay || isTime(text) ? new Date(text) : ago(text, now);
  if (Number.isNaN(at.getTime()) || (isDay && !at.toISOString().startsWith(text))) {
    throw new LockstepError(
      "INVALID",
      "{0} is a day (2026-11-01), a time (2026-11-01T12:00Z) or 7d, 12h …, not “{1}”.",
      [option, text],
    );
  }
  return { at, isDay };
}

/** When the day, or the moment, is over. */
export function endOf({ at, isDay }: WrittenTime): Date {
  return isDay ? new Date(at.getTime() + units.d) : at;
}

function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text);
}

function ago(text: string, now: Date): Date {
  const [, count = "", unit] = /^(\d+)([smhdw])$/.exec(text) ?? [];
  return new Date(isUnit(unit) ? now.getTime() - Number(count) * units[unit] : Number.NaN);
}

function isUnit(text: string | undefined): text is keyof typeof units {
  return text !== undefined && Object.hasOwn(units, text);
}
