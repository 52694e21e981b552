import assert from "node:assert/strict";
import { anchorAt } from "../../../../src/core/bookmarks/anchor";

describe("an anchor", () => {
  const lines = ["one", "two\r", "", "three", "four", "\t", "five", "six", "seven", "eight"];

  it("holds the line and the three nearest around it that are not blank", () =>
    assert.deepEqual(anchorAt(lines, 5), {
      text: "four",
      before: ["one", "two", "three"],
      after: ["five", "six", "seven"],
    }));
  it("keeps the indentation", () => assert.equal(anchorAt(["  \tx \n"], 1).text, "  \tx "));
  it("has fewer neighbours at the edges of a file", () => {
    assert.deepEqual(anchorAt(lines, 1).before, []);
    assert.deepEqual(anchorAt(lines, 10).after, []);
    assert.deepEqual(anchorAt(lines, 2).before, ["one"]);
  });
  it("of a line that is not there is empty", () => assert.equal(anchorAt(["a"], 7).text, ""));
  it("of an empty file is empty", () => assert.deepEqual(anchorAt([], 1), { text: "", before: [], after: [] }));
  it("cuts at 200 characters, never within one", () => {
    const { text, before } = anchorAt(["x".repeat(300), `${"x".repeat(199)}🚀`], 2);
    assert.equal(text, "x".repeat(199));
    assert.equal(before[0]?.length, 200);
  });
});
