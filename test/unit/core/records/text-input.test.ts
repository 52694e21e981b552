import assert from "node:assert/strict";
import { limits } from "../../../../src/core/records/limits";
import { oneLine, optionalLine, optionalProse, systemInput } from "../../../../src/core/records/text-input";
import { throwsWith } from "../../../helpers/throws-with";

describe("text that a person typed", () => {
  it("is trimmed", () => assert.equal(oneLine("name", "  a name "), "a name"));
  it("may hold any script, symbols and tabs", () => assert.equal(oneLine("name", "größe\t数 🚀"), "größe\t数 🚀"));
  for (const blank of ["", "  ", "\n\t"]) {
    it(`must not be ${JSON.stringify(blank)}`, () => throwsWith("INVALID", () => oneLine("name", blank)));
  }
  it("must be one line", () => throwsWith("INVALID", () => oneLine("name", "a\nb")));
  it("must not be endless", () => {
    assert.equal(oneLine("name", "x".repeat(limits.line)).length, limits.line);
    throwsWith("INVALID", () => oneLine("name", "x".repeat(limits.line + 1)));
  });
  it("is taken away by nothing, null or spaces", () => {
    assert.equal(optionalLine("label", " "), null);
    assert.equal(optionalLine("label", null), null);
    assert.equal(optionalProse("note", "\n"), null);
  });
  it("stays as it is when it is not given", () => {
    assert.equal(optionalLine("label", undefined), undefined);
    assert.equal(optionalProse("note", undefined), undefined);
  });
  it("may have lines where it is prose", () => assert.equal(optionalProse("note", "a\nb\n"), "a\nb\n"));
  it("stays as typed where the system gets it", () =>
    assert.equal(systemInput("command", "  npm test\n", 100), "  npm test\n"));
  it("must not hold NUL where the system gets it", () =>
    throwsWith("INVALID", () => systemInput("command", "a\0b", 9)));
});
