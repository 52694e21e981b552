import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { LockstepError } from "../../../../src/core/errors";
import { durationOf } from "../../../../src/core/runner/duration";
import { parseWhen } from "../../../../src/core/runner/when";
import { throwsWith } from "../../../helpers/throws-with";

/** A Wednesday, in local time. */
const now = new Date(2026, 5, 17, 14, 30, 10);

/** In local time: months from 1. */
const at = (month: number, day: number, hours = 0, minutes = 0, seconds = 0) =>
  new Date(2026, month - 1, day, hours, minutes, seconds);

function means(cases: Record<string, Date>): void {
  for (const [text, date] of Object.entries(cases)) {
    assert.equal(parseWhen(text, now).toString(), date.toString(), text);
  }
}

describe("a time that a person writes", () => {
  it("is a duration from now", () => {
    means({
      "90s": at(6, 17, 14, 31, 40),
      "3h": at(6, 17, 17, 30, 10),
      "1h30m": at(6, 17, 16, 0, 10),
      "2d": at(6, 19, 14, 30, 10),
      "1w 2d": at(6, 26, 14, 30, 10),
      "in 2 hours, 5 minutes": at(6, 17, 16, 35, 10),
      "+1.5 hrs": at(6, 17, 16, 0, 10),
      " 1 DAY ": at(6, 18, 14, 30, 10),
    });
  });

  it("is a date, from its start on or with a time", () => {
    means({
      "2026-06-18": at(6, 18),
      "2026-06-18T09:05": at(6, 18, 9, 5),
      "2026-06-18 09:05:07": at(6, 18, 9, 5, 7),
      "2026-06-18 9:05pm": at(6, 18, 21, 5),
      "2026-06-18T09:05:07.250": at(6, 18, 9, 5, 7),
    });
  });

  it("is a date with a zone", () => {
    for (const [text, iso] of [
      ["2026-06-19T09:05:00Z", "2026-06-19T09:05:00.000Z"],
      ["2026-06-19T09:05+02:00", "2026-06-19T07:05:00.000Z"],
      ["2026-06-19T09:05:30-0330", "2026-06-19T12:35:30.000Z"],
    ] as const) {
      assert.equal(parseWhen(text, now).toISOString(), iso);
    }
  });

  it("is the next such time of a day", () => {
    means({
      "18:30": at(6, 17, 18, 30),
      "9:00": at(6, 18, 9),
      "14:30": at(6, 18, 14, 30),
      "14:30:11": at(6, 17, 14, 30, 11),
      "at 6pm": at(6, 17, 18),
      "6:15 am": at(6, 18, 6, 15),
      "12am": at(6, 18),
      "12pm": at(6, 18, 12),
      noon: at(6, 18, 12),
      midnight: at(6, 18),
    });
  });

  it("is today, tomorrow, or the next such day of a week", () => {
    means({
      "today 18:00": at(6, 17, 18),
      "tomorrow 9:00": at(6, 18, 9),
      tomorrow: at(6, 18),
      "tomorrow at noon": at(6, 18, 12),
      "wednesday 10:30pm": at(6, 17, 22, 30),
      "wed 10:30": at(6, 24, 10, 30),
      Wednesday: at(6, 24),
      "next monday": at(6, 22),
      "on Sunday at 8:00": at(6, 21, 8),
      "tues, 7am": at(6, 23, 7),
    });
  });

  it("goes over the ends of months and years", () => {
    const late = new Date(2026, 11, 31, 23, 0);
    assert.equal(parseWhen("tomorrow 9:00", late).toString(), new Date(2027, 0, 1, 9).toString());
    assert.equal(parseWhen("22:00", late).toString(), new Date(2027, 0, 1, 22).toString());
  });

  it("is refused when it can't be understood", () => {
    for (const text of [
      ..."|  |soon|90|9|h|1x|3hh|25:00|12:60|9:5|13pm|0am|noonish|wednesday 25:00|we 9:00|someday|today 9|-3h|1h-".split(
        "|",
      ),
      ..."2026-02-30|2026-13-01|2026-1-1|2026-06-18T|2026-06-18T25:00|2026-06-18Z|2026-06-18T09:00+99:99".split("|"),
    ]) {
      throwsWith("INVALID", () => parseWhen(text, now));
    }
  });

  it("is refused when it is over, or too far away", () => {
    for (const text of [
      "0s",
      "today 9:00",
      "today",
      "2026-06-17",
      "2020-01-01 12:00",
      "2100-01-01",
      "9999999999999999d",
      "600w",
    ]) {
      throwsWith("INVALID", () => parseWhen(text, now));
    }
  });
});

describe("times that people write, any of them,", () => {
  const anyNow = fc.date({ min: new Date(2026, 5, 1), max: new Date(2026, 7, 31), noInvalidDate: true });
  const hours = fc.nat(23);
  const minutes = fc.nat(59);
  const two = (value: number) => String(value).padStart(2, "0");
  const day = 24 * 60 * 60 * 1000;

  it("as durations are what their parts are together", () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(100), fc.nat(1000), fc.nat(5000), (d, h, m, s) => {
        assert.equal(durationOf(`${d}d${h}h${m}m${s}s`), d * day + h * 3_600_000 + m * 60_000 + s * 1000);
      }),
    );
  });

  it("as times of a day are the next of their kind", () => {
    fc.assert(
      fc.property(anyNow, hours, minutes, (from, hour, minute) => {
        const when = parseWhen(`${hour}:${two(minute)}`, from);
        assert.deepEqual([when.getHours(), when.getMinutes(), when.getSeconds()], [hour, minute, 0]);
        assert.ok(when > from && when.getTime() - from.getTime() <= day);
      }),
    );
  });

  it("as weekdays are the next of their kind", () => {
    const names = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
    fc.assert(
      fc.property(anyNow, fc.nat(6), hours, minutes, (from, weekday, hour, minute) => {
        const when = parseWhen(`${names[weekday]} ${two(hour)}:${two(minute)}`, from);
        assert.deepEqual([when.getDay(), when.getHours(), when.getMinutes()], [weekday, hour, minute]);
        assert.ok(when > from && when.getTime() - from.getTime() <= 7 * day);
      }),
    );
  });

  it("as moments come back to the second", () => {
    fc.assert(
      fc.property(anyNow, fc.integer({ min: 1, max: 300 * 24 * 3600 }), (from, seconds) => {
        const moment = new Date(Math.floor(from.getTime() / 1000 + seconds) * 1000);
        fc.pre(moment > from);
        assert.equal(parseWhen(moment.toISOString(), from).getTime(), moment.getTime());
      }),
    );
  });

  it("are later than now, or refused with a sentence, whatever the text", () => {
    const word = fc.constantFrom(
      "1",
      "9:00",
      "h",
      "d",
      "tomorrow",
      "wed",
      "at",
      "pm",
      " ",
      "-",
      "2026-06-18",
      "T",
      "Z",
      ":",
      "0",
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(word, { maxLength: 6 }).map((words) => words.join("")),
    );
    fc.assert(
      fc.property(text, (input) => {
        try {
          assert.ok(parseWhen(input, now) > now, input);
        } catch (error) {
          assert.ok(error instanceof LockstepError && error.code === "INVALID", `${input}: ${String(error)}`);
        }
      }),
    );
  });
});
