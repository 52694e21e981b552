import { LockstepError } from "../errors";
import { durationOf } from "./duration";

interface TimeOfDay {
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

const startOfDay: TimeOfDay = { hours: 0, minutes: 0, seconds: 0 };
const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const longestYears = 10;

/**
 * The moment that a person means, in local time where no other is said: a duration from now (`90s`, `1h30m`, `2d`), a date
 * with or without a time (`2026-03-01 18:30`, with a zone after `T`), a time (`18:30`, `6:30pm`, `noon`: the next one),
 * `today`, `tomorrow` or a weekday, with a time or from the start of the day on. Always after `now`.
 *
 * @throws {LockstepError} `INVALID`
 */
export function parseWhen(text: string, now: Date): Date {
  const words = text
    .trim()
    .toLowerCase()
    .replace(/^in\s+|^\+\s*/, "")
    .replace(/\s+/g, " ");
  const duration = durationOf(words);
  const when = duration === undefined ? (dateAndTime(words) ?? dayAndTime(words, now)) : later(now, duration);
  if (when === undefined || Number.isNaN(when.getTime())) {
    throw new LockstepError(
      "INVALID",
      "“{0}” is no time that Lockstep understands. Write, for instance: 90s, 1h30m, 2d, 18:30, tomorrow 9:00, wednesday 10:30pm, 2026-03-01 18:30.",
      [text.slice(0, 80)],
    );
  }
  if (when <= now) {
    throw new LockstepError("INVALID", "“{0}” is not in the future.", [text.slice(0, 80)]);
  }
  if (when.getFullYear() > now.getFullYear() + longestYears) {
    throw new LockstepError("INVALID", "“{0}” is more than {1} years away.", [text.slice(0, 80), longestYears]);
  }
  return when;
}

/** A duration that no date can take is too long, not misunderstood. */
function later(now: Date, duration: number): Date {
  return new Date(Math.min(now.getTime() + duration, 8.64e15));
}

/** ISO 8601, and with a space in place of the T. */
function dateAndTime(words: string): Date | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:[t ](.+?))?(z|[+-]\d\d:?\d\d)?$/.exec(words);
  const [, year, month, day, time, zone] = match ?? [];
  const clock = time === undefined ? startOfDay : timeOfDay(time);
  if (match === null || clock === undefined || (time === undefined && zone !== undefined)) {
    return undefined;
  }
  const local = new Date(Number(year), Number(month) - 1, Number(day));
  if (local.getMonth() !== Number(month) - 1 || local.getDate() !== Number(day)) {
    return undefined; // the 30th of February
  }
  return zone === undefined ? atTime(local, clock) : inZone(`${year}-${month}-${day}`, clock, zone);
}

function inZone(date: string, { hours, minutes, seconds }: TimeOfDay, zone: string): Date {
  const two = (value: number) => String(value).padStart(2, "0");
  const offset = zone === "z" ? "Z" : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  return new Date(`${date}T${two(hours)}:${two(minutes)}:${two(seconds)}${offset}`);
}

function dayAndTime(words: string, now: Date): Date | undefined {
  const whole = timeOfDay(words.replace(/^at /, ""));
  if (whole !== undefined) {
    return nextOf(now, whole, 1);
  }
  const [, day = "", time] = /^(?:on |next )?([a-z]+)(?:,? (?:at )?(.+))?$/.exec(words) ?? [];
  const clock = time === undefined ? startOfDay : timeOfDay(time);
  return clock === undefined ? undefined : onDay(day, clock, now);
}

function onDay(day: string, clock: TimeOfDay, now: Date): Date | undefined {
  switch (day) {
    case "today":
      return atTime(now, clock);
    case "tomorrow":
      return atTime(now, clock, 1);
    default: {
      const weekday = day.length < 3 ? -1 : weekdays.findIndex((name) => name.startsWith(day));
      return weekday === -1 ? undefined : nextOf(now, clock, 7, (weekday - now.getDay() + 7) % 7);
    }
  }
}

/** In so many days, or that time of the next day, or week, when it is over. */
function nextOf(now: Date, clock: TimeOfDay, period: number, days = 0): Date {
  const first = atTime(now, clock, days);
  return first > now ? first : atTime(now, clock, days + period);
}

function atTime(date: Date, { hours, minutes, seconds }: TimeOfDay, days = 0): Date {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days, hours, minutes, seconds);
}

/** `18:30`, `18:30:15`, `6:30pm`, `6 pm`, `noon`, `midnight`. */
function timeOfDay(text: string): TimeOfDay | undefined {
  if (text === "noon" || text === "midnight") {
    return { ...startOfDay, hours: text === "noon" ? 12 : 0 };
  }
  const match = /^(\d{1,2})(?::(\d\d)(?::(\d\d)(?:\.\d+)?)?)? ?(am|pm)?$/.exec(text);
  const [, hour, minute, second = "0", half] = match ?? [];
  if (match === null || (minute === undefined && half === undefined)) {
    return undefined;
  }
  const hours = half === undefined ? Number(hour) : hoursOf(Number(hour), half);
  const time = { hours, minutes: Number(minute ?? "0"), seconds: Number(second) };
  return hours <= 23 && time.minutes <= 59 && time.seconds <= 59 ? time : undefined;
}

/** 12am is midnight, 12pm is noon; there is no 13pm. */
function hoursOf(hour: number, half: string): number {
  const isHour = hour >= 1 && hour <= 12;
  return isHour ? (hour % 12) + (half === "pm" ? 12 : 0) : Number.NaN;
}
