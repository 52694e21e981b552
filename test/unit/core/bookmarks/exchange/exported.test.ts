import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Bookmark } from "../../../../../src/core/bookmarks/bookmark";
import { bookmarksAsMarkdown } from "../../../../../src/core/bookmarks/exchange/bookmarks-as-markdown";
import { bookmarksAsPattern, tablePattern } from "../../../../../src/core/bookmarks/exchange/bookmarks-as-pattern";
import { bookmarksAsJson } from "../../../../../src/core/bookmarks/exchange/exported-text";
import { readForeignBookmarks } from "../../../../../src/core/bookmarks/exchange/foreign-bookmarks";

const at = "2026-01-31T12:00:00.000Z";

function bookmark(fields: Partial<Bookmark>): Bookmark {
  return {
    id: "b1",
    path: "src/a.ts",
    line: 12,
    column: 1,
    tags: [],
    anchor: { text: "  const x = 1;", before: [], after: [] },
    state: "anchored",
    createdAt: at,
    updatedAt: at,
    ...fields,
  };
}

const labelled = bookmark({ label: "Entry *point*", tags: ["todo"], note: "First\n\nsecond", list: "tour" });
const plain = bookmark({ id: "b2", path: "src/my file (1).ts", line: 3 });

describe("exported bookmarks", () => {
  it("are our own document, which is read again", () => {
    const text = bookmarksAsJson([labelled, plain]);
    assert.deepEqual(JSON.parse(text), { version: 1, bookmarks: [labelled, plain] });
    const { source, inputs, skipped } = readForeignBookmarks({ text, name: "x" });
    assert.deepEqual(
      [source, inputs.map(({ line, label }) => [line, label]), skipped],
      [
        "lockstep",
        [
          [12, "Entry *point*"],
          [3, undefined],
        ],
        [],
      ],
    );
  });

  it("are a page by list, with links, labels, tags and notes", () =>
    assert.equal(
      bookmarksAsMarkdown([plain, labelled]),
      [
        "# Bookmarks",
        "",
        "## tour",
        "",
        "- [src/a.ts:12](src/a.ts#L12) – Entry \\*point\\* \\#todo",
        "",
        "  First",
        "",
        "  second",
        "",
        "## Other bookmarks",
        "",
        "- [src/my file (1).ts:3](src/my%20file%20%281%29.ts#L3) – `const x = 1;`",
        "",
      ].join("\n"),
    ));

  it("are a page by file where there are no lists, or when asked", () => {
    assert.match(bookmarksAsMarkdown([plain]), /^# Bookmarks\n\n## src\/my file \(1\)\.ts\n/);
    assert.match(bookmarksAsMarkdown([labelled], { by: "file" }), /## src\/a\.ts\n/);
    assert.equal(bookmarksAsMarkdown([]), "# Bookmarks\n");
  });

  it("have links from where the page is", () => {
    assert.match(bookmarksAsMarkdown([labelled], { folder: "docs/tours" }), /\(\.\.\/\.\.\/src\/a\.ts#L12\)/);
    assert.match(bookmarksAsMarkdown([labelled], { folder: "src" }), /\(a\.ts#L12\)/);
  });

  it("break no page with what stands in them", () => {
    const nasty = bookmark({
      label: "[x](y) <b>\n# z\u001b[2J",
      list: "a\nb",
      anchor: { text: "", before: [], after: [] },
    });
    const page = bookmarksAsMarkdown([
      nasty,
      bookmark({ id: "c", anchor: { text: "a `b` c", before: [], after: [] } }),
    ]);
    assert.match(page, /^## a b$/m);
    assert.match(page, /– \\\[x\\\]\(y\) \\<b\\> \\# z \\\[2J$/m);
    assert.match(page, /– `` a `b` c ``$/m);
  });

  it("link to a whole file or folder, not to a line of it", () => {
    const page = bookmarksAsMarkdown([
      bookmark({ path: "src/a b.ts", line: 1, target: "file" }),
      bookmark({ path: "src", line: 1, target: "folder", state: "orphaned" }),
    ]);
    assert.match(page, /^- \[src\/a b\.ts\]\(src\/a%20b\.ts\)/m);
    assert.match(page, /^- \[src\]\(src\) – .*\*\(its folder is gone\)\*/m);
  });

  it("tell of a line that is gone", () =>
    assert.match(bookmarksAsMarkdown([bookmark({ state: "orphaned" })]), /\*\(its line is gone\)\*/));

  it("are a table by the pattern of Bookmarks", () =>
    assert.equal(
      bookmarksAsPattern([bookmark({ label: "a|b" })], tablePattern, ({ anchor }) => anchor.text),
      [
        "| File | Line | Column | Label | Content |",
        "|------|------|--------|-------|---------|",
        "| src/a.ts | 12 | 1 | a\\|b | const x = 1; |",
        "",
      ].join("\n"),
    ));

  it("are lines by any other pattern, whose values are not looked into again", () => {
    const pattern = "$file:$line:$column $label [$content] $other $$line";
    assert.equal(
      bookmarksAsPattern([bookmark({ label: "costs $line" }), plain], pattern, () => "x\ty"),
      "src/a.ts:12:1 costs $line [x y] $other $12\nsrc/my file (1).ts:3:1  [x y] $other $3\n",
    );
    assert.equal(
      bookmarksAsPattern([], pattern, () => ""),
      "",
    );
  });
});
