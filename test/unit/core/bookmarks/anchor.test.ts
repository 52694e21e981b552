import assert from "node:assert/strict";
import fc from "fast-check";
import { anchorAt, isAnchorAt, isSameAnchor } from "../../../../src/core/bookmarks/anchor";

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

  it("is told from that of another line, or of another text, without making it", () => {
    const line = fc.constantFrom("", " ", "a", "b", "c\r", "x".repeat(201), `${"x".repeat(199)}🚀`);
    const text = fc.array(line, { maxLength: 12 });
    const number = fc.integer({ min: 1, max: 14 });
    fc.assert(
      fc.property(text, number, text, number, fc.boolean(), (lines, at, others, there, isSame) => {
        const anchor = isSame ? anchorAt(lines, at) : anchorAt(others, there);
        assert.equal(isAnchorAt(anchor, lines, at), isSameAnchor(anchor, anchorAt(lines, at)));
      }),
      { numRuns: 2_000 },
    );
    const anchor = anchorAt(lines, 5);
    for (const other of [
      { before: ["zero", ...anchor.before] },
      { after: [...anchor.after, "eight"] },
      { before: [] },
    ]) {
      assert.equal(isAnchorAt({ ...anchor, ...other }, lines, 5), false);
    }
  });
});
