import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  aligned,
  colourStyle,
  counted,
  excerpt,
  printable,
  shortener,
  wantsColour,
} from "../../../src/cli/terminal-text";

describe("text for a terminal", () => {
  it("spells out what would steer the terminal", () => {
    assert.equal(printable("a\nb\t\u001b[2Jc\u202ed"), "a\\nb\\t\\u001b[2Jc\\u202ed");
  });

  it("is cut to a width in characters", () => {
    assert.equal(excerpt("  return x;  ", 20), "return x;");
    assert.equal(excerpt("abcdefghij", 5), "abcd…");
    assert.equal(excerpt("🙂🙂🙂", 3), "🙂🙂🙂");
  });

  it("stands in columns, whatever is coloured", () => {
    assert.deepEqual(
      aligned([
        ["a", "b"],
        ["long", "c"],
      ]),
      ["a     b", "long  c"],
    );
    assert.deepEqual(
      aligned([
        [colourStyle.dim("a"), "b"],
        ["long", "c"],
      ])[0],
      "\u001b[2ma\u001b[22m     b",
    );
  });

  it("has no blanks at the end of a line", () => {
    assert.deepEqual(
      aligned([
        ["a", ""],
        ["long", "c"],
      ])[0],
      "a",
    );
  });

  it("has no columns without rows", () => {
    assert.deepEqual(aligned([]), []);
  });

  it("counts in singular and plural", () => {
    assert.deepEqual(
      [0, 1, 2].map((count) => counted(count, "command")),
      ["0 commands", "1 command", "2 commands"],
    );
  });
});

describe("short ids", () => {
  it("have eight characters", () => {
    assert.equal(shortener(["3f2a91bc-aaaa", "99999999-bbbb"])("3f2a91bc-aaaa"), "3f2a91bc");
  });

  it("are as long as it takes to tell all apart", () => {
    const short = shortener(["aaaaaaaa-12", "aaaaaaaa-13", "bbbbbbbb-12"]);
    assert.deepEqual(["aaaaaaaa-12", "bbbbbbbb-12"].map(short), ["aaaaaaaa-12", "bbbbbbbb-12"]);
  });

  it("stay whole when they are shorter", () => {
    assert.equal(shortener(["c1", "c2"])("c1"), "c1");
  });
});

describe("colours", () => {
  it("are for terminals", () => {
    assert.equal(wantsColour(true, {}), true);
    assert.equal(wantsColour(false, {}), false);
  });

  it("are left out for who declines them", () => {
    assert.equal(wantsColour(true, { NO_COLOR: "1" }), false);
    assert.equal(wantsColour(true, { NO_COLOR: "" }), true);
    assert.equal(wantsColour(true, { TERM: "dumb" }), false);
  });
});
