import assert from "node:assert/strict";
import { afterEdit } from "../../../../../src/core/bookmarks/anchors/live-edits";
import { afterChanges, type TextChange } from "../../../../../src/core/bookmarks/anchors/text-change";
import { bookmarks, change, lineTexts } from "./editor";

const lines = ["function start() {", "  const first = 1;", "  const second = 2;", "", "  return first;", "}"];

/** What the bookmarks on all lines of `before` point to afterwards; “-” for an orphan. */
function texts(before: readonly string[], ...changes: readonly TextChange[]): readonly string[] {
  return lineTexts(afterEdit(bookmarks(before), before, changes), afterChanges(before, changes));
}

/** The lines (from 1) of the bookmarks that were on all lines of `before`. */
function numbers(before: readonly string[], ...changes: readonly TextChange[]): readonly (number | undefined)[] {
  return afterEdit(bookmarks(before), before, changes).map(({ line, orphan }) => (orphan ? undefined : line));
}

describe("a bookmark in an open file", () => {
  describe("when a line is broken", () => {
    it("stays with an enter at the end of its line", () =>
      assert.deepEqual(numbers(lines, change(1, 18, 1, 18, "\n  ")), [1, 2, 4, 5, 6, 7]));
    it("goes down with its text with an enter at the start", () =>
      assert.deepEqual(numbers(lines, change(1, 0, 1, 0, "\n")), [1, 3, 4, 5, 6, 7]));
    it("goes down with its text with an enter in the indentation or right before the text", () => {
      assert.deepEqual(numbers(lines, change(1, 1, 1, 1, "\n ")), [1, 3, 4, 5, 6, 7]);
      assert.deepEqual(numbers(lines, change(1, 2, 1, 2, "\n  ")), [1, 3, 4, 5, 6, 7]);
    });
    it("stays where its text begins with an enter in the middle", () =>
      assert.deepEqual(numbers(lines, change(1, 8, 1, 8, "\n  ")), [1, 2, 4, 5, 6, 7]));
    it("stays on a blank line", () => assert.deepEqual(numbers(lines, change(3, 0, 3, 0, "\n")), [1, 2, 3, 4, 6, 7]));
    it("ignores the blanks that the editor trims from the line that was left", () =>
      assert.deepEqual(texts(["a", "    ", "b"], change(1, 0, 1, 4, ""), change(1, 4, 1, 4, "\n    ")), [
        "a",
        "",
        "b",
      ]));
    it("keeps to its column as long as that is on its line", () => {
      const place = { id: "x", line: 2, column: 9 };
      assert.deepEqual(afterEdit([place], lines, [change(1, 2, 1, 2, "abc")]), [{ ...place, column: 12 }]);
      assert.deepEqual(afterEdit([place], lines, [change(1, 0, 1, 0, "\n")]), [{ ...place, line: 3 }]);
      assert.deepEqual(afterEdit([place], lines, [change(1, 4, 1, 4, "\n")]), [{ ...place, column: 3 }]);
    });
  });

  it("goes down with a paste above it", () =>
    assert.deepEqual(numbers(lines, change(0, 0, 0, 0, "// one\r\n// two\r\n")), [3, 4, 5, 6, 7, 8]));
  it("stays with a paste below it", () =>
    assert.deepEqual(numbers(lines, change(5, 1, 5, 1, "\nend")), [1, 2, 3, 4, 5, 6]));

  it("goes with a line that is moved up or down, and so does the one of the line that it passes", () => {
    const down = [change(1, 18, 2, 19, ""), change(1, 0, 1, 0, "  const second = 2;\n")];
    assert.deepEqual(numbers(lines, ...down), [1, 3, 2, 4, 5, 6]);
    const bracket = [change(4, 15, 5, 1, ""), change(4, 0, 4, 0, "}\n")];
    assert.deepEqual(numbers(lines, ...bracket), [1, 2, 3, 4, 6, 5]);
    const up = [change(0, 0, 1, 0, ""), change(1, 18, 1, 18, "\nfunction start() {")];
    assert.deepEqual(numbers(lines, ...up), [2, 1, 3, 4, 5, 6]);
  });

  it("is not lost when a line passes one with the same text", () => {
    const brackets = ["{", "}", "}", "end"];
    assert.deepEqual(numbers(brackets, change(1, 1, 2, 1, ""), change(1, 0, 1, 0, "}\n")), [1, 3, 2, 4]);
  });

  it("stays on the upper lines when several cursors copy theirs", () =>
    assert.deepEqual(
      numbers(lines, change(0, 0, 0, 0, "function start() {\n"), change(4, 0, 4, 0, "  return first;\n")),
      [1, 3, 4, 5, 6, 8],
    ));

  it("stays on the upper line when its line is copied down or up", () => {
    assert.deepEqual(numbers(lines, change(1, 0, 1, 0, "  const first = 1;\n")), [1, 2, 4, 5, 6, 7]);
    assert.deepEqual(numbers(lines, change(1, 18, 1, 18, "\n  const first = 1;")), [1, 2, 4, 5, 6, 7]);
    const both = "  const first = 1;\n  const second = 2;\n";
    assert.deepEqual(numbers(lines, change(1, 0, 1, 0, both)), [1, 2, 3, 6, 7, 8]);
  });
  it("stays when the copy is taken back", () => {
    const copied = ["a", "b", "b", "c"];
    assert.equal(afterEdit([{ id: "x", line: 2, column: 1 }], copied, [change(1, 0, 2, 0, "")])[0]?.line, 2);
    assert.equal(afterEdit([{ id: "x", line: 2, column: 1 }], copied, [change(1, 1, 2, 1, "")])[0]?.line, 2);
  });
  it("is orphaned with the upper of two equal lines when the lower one has a bookmark of its own", () =>
    assert.deepEqual(numbers(["a", "b", "b", "c"], change(1, 0, 2, 0, "")), [1, undefined, 2, 3]));

  it("goes along when its line is joined to the one above, and comes back when they part", () => {
    const join = change(1, 18, 2, 2, " ");
    const joined = afterEdit(bookmarks(lines), lines, [join]);
    assert.deepEqual(
      joined.map(({ line }) => line),
      [1, 2, 2, 3, 4, 5],
    );
    const after = afterChanges(lines, [join]);
    const parted = afterEdit(joined, after, [change(1, 18, 1, 19, "\n  ")]);
    assert.deepEqual(
      parted.map(({ line }) => line),
      [1, 2, 3, 4, 5, 6],
    );
    assert.ok(parted.every(({ start }) => start === undefined));
  });
  it("is orphaned on a blank line that is joined", () =>
    assert.deepEqual(numbers(lines, change(2, 19, 3, 0, "")), [1, 2, 3, undefined, 4, 5]));

  it("is orphaned when its line is deleted, remembers it, and is back with an undo", () => {
    const event = [change(1, 0, 3, 0, "")];
    const deleted = afterEdit(bookmarks(lines), lines, event);
    assert.deepEqual(lineTexts(deleted, afterChanges(lines, event)), [lines[0], "-", "-", "", lines[4], "}"]);
    assert.equal(deleted[2]?.orphan?.anchor.text, "  const second = 2;");
    const undone = afterEdit(deleted, afterChanges(lines, event), [change(1, 0, 1, 0, `${lines[1]}\n${lines[2]}\n`)]);
    assert.deepEqual(
      undone.map(({ line, orphan }) => orphan ?? line),
      [1, 2, 3, 4, 5, 6],
    );
  });
  it("is back after other edits and an undo of several steps in one event", () => {
    const many = ["alpha();", "}", "beta();", "}", "gamma();", "}"];
    const first = [change(2, 0, 4, 0, "")];
    const [left, afterFirst] = [afterEdit(bookmarks(many), many, first), afterChanges(many, first)];
    const second = [change(0, 0, 0, 0, "// new\n")];
    const [shifted, afterSecond] = [afterEdit(left, afterFirst, second), afterChanges(afterFirst, second)];
    const back = [change(3, 0, 3, 0, "beta();\n}\n")];
    assert.deepEqual(
      afterEdit(shifted, afterSecond, back).map(({ line, orphan }) => orphan ?? line),
      [2, 3, 4, 5, 6, 7],
    );
  });
  it("is orphaned when a selection around its line is deleted, and the lines it is between stay", () =>
    assert.deepEqual(numbers(lines, change(0, 9, 4, 9, "")), [1, undefined, undefined, undefined, undefined, 2]));
  it("stays on a line that is emptied, to be written anew", () =>
    assert.deepEqual(numbers(lines, change(1, 0, 1, 18, "")), [1, 2, 3, 4, 5, 6]));
  it("stays on a line whose text is replaced by several lines", () =>
    assert.deepEqual(numbers(lines, change(1, 2, 1, 18, "x();\n  y();")), [1, 2, 4, 5, 6, 7]));

  it("goes with its line when that is cut and pasted elsewhere", () => {
    const cut = [change(1, 0, 2, 0, "")];
    const without = afterEdit(bookmarks(lines), lines, cut);
    const after = afterChanges(lines, cut);
    const paste = [change(4, 0, 4, 0, "  const first = 1;\n")];
    assert.equal(afterEdit(without, after, paste)[1]?.line, 5);
  });
  it("does not come back to any bracket that is typed", () => {
    const [before, cut] = [["a();", "}", "b();", "c();", "d();", "e();"], [change(1, 0, 2, 0, "")]];
    const without = afterEdit(bookmarks(before), before, cut);
    const typed = afterEdit(without, afterChanges(before, cut), [change(4, 4, 4, 4, "\n}")]);
    assert.notEqual(typed[1]?.orphan, undefined);
  });

  it("goes with its line when lines are sorted, equal ones in their order", () => {
    const fruits = ["pear", "apple", "fig", "apple", "cherry"];
    const sort = change(0, 0, 4, 6, "apple\napple\ncherry\nfig\npear");
    assert.deepEqual(numbers(fruits, sort), [5, 1, 4, 2, 3]);
  });
  it("stays when lines are commented out and back", () => {
    const comment = [change(1, 2, 1, 2, "// "), change(2, 2, 2, 2, "// ")];
    assert.deepEqual(numbers(lines, ...comment), [1, 2, 3, 4, 5, 6]);
    const back = [change(1, 2, 1, 5, ""), change(2, 2, 2, 5, "")];
    assert.deepEqual(numbers(afterChanges(lines, comment), ...back), [1, 2, 3, 4, 5, 6]);
  });
  it("stays when lines are indented, one by one or as a whole", () => {
    assert.deepEqual(numbers(lines, change(1, 0, 1, 0, "  "), change(2, 0, 2, 0, "  ")), [1, 2, 3, 4, 5, 6]);
    const block = lines.slice(1, 5).map((line) => (line === "" ? line : `  ${line}`));
    assert.deepEqual(numbers(lines, change(1, 0, 4, 15, block.join("\n"))), [1, 2, 3, 4, 5, 6]);
  });
  it("is placed right with the changes of several cursors", () =>
    assert.deepEqual(numbers(lines, change(0, 18, 0, 18, "\n"), change(2, 0, 3, 0, ""), change(4, 2, 4, 2, "a\nb")), [
      1,
      3,
      undefined,
      4,
      6,
      7,
    ]));

  it("finds its line again when the whole file is replaced", () => {
    const text = [
      "// header",
      "",
      "function start() {",
      "  const second = 2;",
      "  const first = 1;",
      "  return first;",
      "}",
    ];
    assert.deepEqual(numbers(lines, change(0, 0, 5, 1, text.join("\r\n"))), [3, 5, 4, 2, 6, 7]);
  });
  it("finds lines that a formatter changed", () => {
    const formatted = ["function start() {", "\tconst first = 1", "\tconst second = 2", "", "\treturn first", "}"];
    assert.deepEqual(numbers(lines, change(0, 0, 5, 1, formatted.join("\n"))), [1, 2, 3, 4, 5, 6]);
  });
});
