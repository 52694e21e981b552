import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { endOf, writtenTime } from "../../../src/cli/times";
import { throwsWith } from "../../helpers/throws-with";

const now = new Date("2026-11-21T12:00:00Z");
const read = (text: string) => writtenTime("--since", text, now);
const iso = (text: string) => read(text).at.toISOString();

describe("a time on the command line", () => {
  it("is a day of UTC", () => {
    assert.equal(iso("2026-11-01"), "2026-11-01T00:00:00.000Z");
    assert.equal(endOf(read("2026-12-31")).toISOString(), "2027-01-01T00:00:00.000Z");
  });

  it("is a moment, with its zone", () => {
    assert.equal(iso("2026-11-01T12:30Z"), "2026-11-01T12:30:00.000Z");
    assert.equal(iso("2026-11-01T12:30:15.5+02:00"), "2026-11-01T10:30:15.500Z");
    assert.equal(endOf(read("2026-11-01T12:30Z")).toISOString(), "2026-11-01T12:30:00.000Z");
  });

  it("is how long ago", () => {
    assert.deepEqual(["30s", "5m", "12h", "7d", "2w", "0d"].map(iso), [
      "2026-11-21T11:59:30.000Z",
      "2026-11-21T11:55:00.000Z",
      "2026-11-21T00:00:00.000Z",
      "2026-11-14T12:00:00.000Z",
      "2026-11-07T12:00:00.000Z",
      "2026-11-21T12:00:00.000Z",
    ]);
    assert.equal(endOf(read("7d")).toISOString(), iso("7d"));
  });

  for (const text of [
    "",
    "yesterday",
    "7",
    "d",
    "-7d",
    "7 d",
    "1.5d",
    "7y",
    "99999999999999d",
    "2026-02-30",
    "2026-13-01",
    "2026-11-01T12:30",
    "2026-11-01T25:00Z",
    "21.11.2026",
    "constructor",
  ]) {
    it(`is not “${text}”`, () => throwsWith("INVALID", () => read(text)));
  }
});
