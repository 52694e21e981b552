import assert from "node:assert/strict";
import { anchorAt } from "../../../../../src/core/bookmarks/anchor";
import { LineIndex } from "../../../../../src/core/bookmarks/anchors/line-index";
import { type Found, reAnchor } from "../../../../../src/core/bookmarks/anchors/re-anchor";

const handlers = ["open", "close", "save", "remove", "rename"].flatMap((name) => [
  `function ${name}(path) {`,
  "  if (path === undefined) {",
  "    return;",
  "  }",
  `  ${name}Now(path);`,
  "}",
  "",
]);

/** What is found of bookmarks on these lines (from 1) of `before` in `after`. */
function find(before: readonly string[], after: readonly string[], ...lines: readonly number[]): readonly Found[] {
  const remembered = lines.map((line) => ({ line, anchor: anchorAt(before, line) }));
  return reAnchor(remembered, new LineIndex(after));
}

const places = (found: readonly Found[]) =>
  found.map((one) => (one.kind === "orphaned" ? one.kind : `${one.kind} ${one.line}`));

describe("re-anchoring", () => {
  it("leaves every bookmark where it is in a file that is the same", () => {
    const all = handlers.map((_, line) => line + 1);
    assert.deepEqual(
      places(find(handlers, handlers, ...all)),
      all.map((line) => `exact ${line}`),
    );
  });
  it("finds lines that went down, those that stand many times by their neighbours", () => {
    const after = ["// licence", "// of many lines", ...handlers];
    const all = handlers.map((_, line) => line + 1);
    assert.deepEqual(
      places(find(handlers, after, ...all)),
      all.map((line) => `moved ${line + 2}`),
    );
  });
  it("finds a function that went elsewhere, with its brackets", () => {
    const after = [...handlers.slice(7), ...handlers.slice(0, 7)];
    assert.deepEqual(places(find(handlers, after, 1, 4, 5, 6)), ["moved 29", "moved 32", "moved 33", "moved 34"]);
  });
  it("finds a line of words wherever it went", () => {
    const after = ["nothing", "else", "  saveNow(path);", "is", "here"];
    assert.deepEqual(places(find(handlers, after, 19)), ["moved 3"]);
  });
  it("finds a line that was edited between its neighbours", () => {
    const after = handlers.with(18, "  await saveNow(path, { durable: true });");
    assert.deepEqual(places(find(handlers, after, 19)), ["similar 19"]);
  });
  it("does not take an edited line for it when other things are around", () =>
    assert.deepEqual(places(find(handlers, ["a", "  await saveNow(path, more);", "b"], 19)), ["orphaned"]));
  it("ignores indentation and line ends", () => {
    const after = handlers.map((line) => `\t${line.trim()}\r`);
    assert.deepEqual(places(find(handlers, after, 5, 19)), ["exact 5", "exact 19"]);
  });
  it("orphans a line that was deleted, a bracket with its function, too", () => {
    const before = [...handlers, "class Watcher {", "  private timer = setInterval(tick, 500);", "}", "", ...handlers];
    const after = before.toSpliced(handlers.length, 4);
    const first = handlers.length + 1;
    assert.deepEqual(places(find(before, after, first, first + 1, first + 2)), ["orphaned", "orphaned", "orphaned"]);
  });
  it("finds an orphan whose text is back", () => {
    const remembered = [{ line: 2, anchor: anchorAt(handlers, 19) }];
    assert.deepEqual(places(reAnchor(remembered, new LineIndex(handlers))), ["moved 19"]);
  });
  it("takes the nearest of lines that are the same with all around them", () => {
    const block = ["one", "two", "three", "bookmark", "four", "five", "six", ""];
    const before = [...block, ...block, ...block];
    assert.deepEqual(places(find(before, ["", ...before], 12)), ["moved 13"]);
  });
  it("expects a bookmark where its neighbouring ones went", () => {
    const block = ["one", "two", "three", "bookmark", "four", "five", "six", ""];
    const before = [
      "the first line of words",
      "the only line of its kind",
      "the third one",
      ...block,
      ...block,
      ...block,
    ];
    const after = [...block, ...before];
    assert.deepEqual(places(find(before, after, 2, 15)), ["moved 10", "moved 23"]);
    assert.deepEqual(places(find(before, after, 15)), ["exact 15"]);
  });
  it("never puts two bookmarks on one line", () => {
    const before = ["alpha one", "same line of words", "beta two", "same line of words", "gamma three"];
    const after = ["alpha one", "same line of words", "gamma three"];
    const found = find(before, after, 2, 4).filter(({ kind }) => kind !== "orphaned");
    assert.equal(found.length, 1);
  });
  it("puts two that saw one line in two versions of the file on that line, not one of them on its lookalike", () => {
    const lines = Array.from({ length: 20 }, (_, nth) => `reading ${nth}`);
    const anchor = anchorAt(lines, 10);
    const found = reAnchor(
      [
        { line: 9, anchor },
        { line: 11, anchor },
      ],
      new LineIndex(lines),
    );
    assert.deepEqual(places(found), ["moved 10", "moved 10"]);
  });
  it("finds a blank line between its neighbours", () =>
    assert.deepEqual(places(find(handlers, ["new();", ...handlers], 14)), ["moved 15"]));
  it("keeps the line of a bookmark that remembers nothing, as long as the file has it", () => {
    const anchor = { text: "", before: [], after: [] };
    const found = reAnchor(
      [
        { line: 3, anchor },
        { line: 99, anchor },
      ],
      new LineIndex(handlers),
    );
    assert.deepEqual(places(found), ["exact 3", "orphaned"]);
  });
  it("finds lines that are longer than an anchor, cut within a character or not", () => {
    const long = [`${"x".repeat(198)} 🚀`, `${"y".repeat(199)}🚀tail`, "z".repeat(500)];
    assert.deepEqual(places(find(long, ["new", ...long], 1, 2, 3)), ["moved 2", "moved 3", "moved 4"]);
  });
  it("knows nothing in an empty file", () =>
    assert.deepEqual(places(find(handlers, [], 1, 7)), ["orphaned", "orphaned"]));

  it("searches 500 bookmarks in 50,000 lines, brackets among them", () => {
    const before = Array.from({ length: 50_000 }, (_, line) =>
      line % 5 === 4 ? "}" : line % 5 === 3 ? "" : `call${line}();`,
    );
    const lines = Array.from({ length: 500 }, (_, nth) => nth * 100 + (nth % 5) + 1);
    const after = before.toSpliced(20_000, 10, ...Array.from({ length: 1000 }, (_, nth) => `fresh${nth}`));
    const found = find(before, after, ...lines);
    const wrong = found.filter((one, nth) => {
      const line = lines[nth] ?? 0;
      return line > 20_000 && line <= 20_010
        ? false
        : one.kind === "orphaned" || one.line !== (line > 20_000 ? line + 990 : line);
    });
    assert.deepEqual(wrong, []);
  });
});
