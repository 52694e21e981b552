import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { withAnchor } from "../../../../../src/core/bookmarks/exchange/foreign-anchor";
import { readForeignBookmarks } from "../../../../../src/core/bookmarks/exchange/foreign-bookmarks";
import type { ForeignSource } from "../../../../../src/core/bookmarks/exchange/foreign-entry";
import { foreignText } from "../../../../../src/core/bookmarks/exchange/foreign-json";
import { throwsWith } from "../../../../helpers/throws-with";

const fixtures = join(__dirname, "../../../../fixtures/bookmarks");
const elsewhere = "it is outside the workspace folder";

function read(name: string, from?: ForeignSource, roots: readonly string[] = []) {
  return readForeignBookmarks({ text: foreignText(readFileSync(join(fixtures, name))), name, from, roots });
}

function readText(text: string, from?: ForeignSource, name = "a.json") {
  return readForeignBookmarks({ text, name, from });
}

const places = ({ inputs }: ReturnType<typeof read>) =>
  inputs.map(({ path, line, column, label }) => [path, line, column, label]);

describe("bookmarks of other extensions", () => {
  it("are taken from Bookmarks version 1, which counted lines from 0 and wrote backslashes", () => {
    const foreign = read("bookmarks-v1.json");
    assert.deepEqual([foreign.source, foreign.skipped], ["vb", []]);
    assert.deepEqual(places(foreign), [
      ["src/app.ts", 1, 1, undefined],
      ["src/app.ts", 42, 1, undefined],
      ["README.md", 3, 1, undefined],
    ]);
  });

  it("are taken from Bookmarks version 2, but for files that were never saved", () => {
    const foreign = read("bookmarks-v2.json");
    assert.deepEqual(places(foreign), [
      ["src/app.ts", 1, 1, undefined],
      ["src/app.ts", 42, 5, "The loop"],
    ]);
    assert.deepEqual(foreign.skipped, [{ place: "Untitled-1:4", reason: "it is in a file that was never saved" }]);
  });

  it("are taken from Bookmarks version 3, and those outside the folder are refused one by one", () => {
    const foreign = read("bookmarks-v3.json");
    assert.equal(foreign.source, "vb");
    assert.deepEqual(places(foreign), [
      ["src/app.ts", 1, 1, undefined],
      ["src/app.ts", 3, 10, "Entry point"],
      ["src/größe.ts", 2, 1, "größe 数 🚀"],
    ]);
    assert.deepEqual(foreign.skipped, [{ place: "../shared/config.json:7", reason: elsewhere }]);
  });

  it("are taken from Numbered Bookmarks with their numbers, and empty numbers are none", () => {
    for (const [file, expected] of [
      [
        "numbered-bookmarks.json",
        [
          ["src/app.ts", 3, "0"],
          ["src/app.ts", 1, "3"],
        ],
      ],
      [
        "numbered-bookmarks-v1.json",
        [
          ["package.json", 20, "1"],
          ["package.json", 14, "2"],
        ],
      ],
    ] as const) {
      const foreign = read(file);
      assert.deepEqual([foreign.source, foreign.skipped], ["nb", []]);
      assert.deepEqual(
        foreign.inputs.map(({ path, line, mnemonic }) => [path, line, mnemonic]),
        expected,
      );
    }
  });

  it("tell Bookmarks from Numbered Bookmarks by the numbers, else by the name of the file", () => {
    const text = JSON.stringify({ files: [{ path: "a.ts", bookmarks: [{ line: 4, column: 0 }] }] });
    assert.equal(readText(text).source, "vb");
    assert.equal(readText(text, undefined, "numbered/bookmarks.json").source, "vb");
    assert.equal(readText(text, undefined, "x/numbered-bookmarks.json").source, "nb");
    assert.equal(readText(text, "nb").source, "nb");
    const full = Array.from({ length: 10 }, (_, line) => ({ line, column: 0 }));
    assert.equal(readText(JSON.stringify({ files: [{ path: "a.ts", bookmarks: full }] })).source, "nb");
    const labelled = full.map((place) => ({ ...place, label: "" }));
    assert.equal(readText(JSON.stringify({ files: [{ path: "a.ts", bookmarks: labelled }] })).source, "vb");
  });

  it("are taken from Bookmark X with groups as lists, made-up names left out", () => {
    const foreign = read("bookmark_x.json", undefined, ["/somewhere", "/home/me/project"]);
    assert.equal(foreign.source, "bx");
    assert.deepEqual(
      foreign.inputs.map(({ path, line, column, label, list, color, anchor }) => [
        ...[path, line, column, label, list, color],
        anchor?.text,
      ]),
      [
        ["src/lock.ts", 143, 60, undefined, "review/locks", "#F66369", "await this.acquire(path);"],
        ["src/app.ts", 3, 1, "entry", "review/entry", "#0DBF21", "function main() {"],
        ["src/app.ts", 4, 1, "end of it", "review/entry", "#0DBF21", "}"],
      ],
    );
    assert.deepEqual(foreign.skipped, [{ place: "/home/somebody/else.ts:72", reason: elsewhere }]);
  });

  it("are taken from Labeled Bookmarks, from the folder that it was exported in, one for a line", () => {
    const foreign = read("labeled-bookmarks.json");
    assert.equal(foreign.source, "lb");
    assert.deepEqual(
      foreign.inputs.map(({ path, line, label, list, color }) => [path, line, label, list, color]),
      [
        ["src/app.ts", 3, "entry point", "main", "#00dddd"],
        ["src/app.ts", 1, undefined, "debug", "#dddd00ff"],
      ],
    );
    assert.deepEqual(foreign.skipped, [
      { place: "src/app.ts:3", reason: "there is another bookmark on its line in the same file" },
    ]);
  });

  it("survive that Labeled Bookmarks writes one byte for each character", () => {
    const text = readFileSync(join(fixtures, "labeled-bookmarks.json"), "utf8");
    const broken = text.replace('"iconText": "b"', '"iconText": "🐞"').replace("entry point", "größe");
    const bytes = Uint8Array.from(broken.split("").map((character) => character.charCodeAt(0)));
    const foreign = readText(foreignText(bytes));
    assert.equal(foreign.inputs[0]?.label, "größe");
  });

  it("are taken from a document of Lockstep with all that people wrote", () => {
    const at = "2026-01-31T12:00:00.000Z";
    const anchor = { text: "x", before: ["w"], after: [] };
    const written = {
      path: "a.ts",
      line: 3,
      column: 2,
      label: "l",
      note: "n",
      tags: ["t"],
      list: "r",
      color: "red",
      icon: "bug",
      mnemonic: "3",
      branch: "main",
      target: undefined,
    };
    const record = { id: "b1", ...written, anchor, state: "orphaned", createdAt: at, updatedAt: at };
    const foreign = readText(JSON.stringify({ version: 1, bookmarks: [record, { id: "b2" }] }));
    assert.deepEqual([foreign.source, foreign.inputs], ["lockstep", [{ ...written, anchor }]]);
    assert.equal(foreign.skipped.length, 1);
  });

  it("that are no bookmarks are skipped and told, and the rest is taken", () => {
    const bookmarks = [{ line: 1 }, { column: 2 }, "x", { line: -7 }, { line: 1.5 }, { line: 2, label: " a\n\tb " }];
    const foreign = readText(JSON.stringify({ files: [{ path: "a.ts", bookmarks }] }));
    assert.deepEqual(
      foreign.inputs.map(({ line, label }) => [line, label]),
      [
        [2, undefined],
        [3, "a b"],
      ],
    );
    assert.equal(foreign.skipped.length, 4);
    for (const { reason } of foreign.skipped) {
      assert.match(reason, /\w/);
    }
    const tree = { type: "group", name: "", children: [{ type: "bookmark" }, 7, { type: "group", name: "g" }] };
    assert.deepEqual([readText(JSON.stringify(tree)).inputs, readText(JSON.stringify(tree)).skipped.length], [[], 3]);
  });

  it("can be none at all", () => {
    for (const text of ['{"bookmarks":[]}', '{"files":[]}', "[]", '{"type":"group","name":"","children":[]}']) {
      const { inputs, skipped } = readText(`\uFEFF${text}`);
      assert.deepEqual([inputs, skipped], [[], []]);
    }
  });

  it("are refused with a sentence when the file is none of a kind that we know", () => {
    for (const text of ["", "not JSON", "7", "null", "{}", '{"files":7}', '[{"path":1}]', '{"files":[{"path":"a"}]}']) {
      throwsWith("INVALID", () => readText(text));
    }
    throwsWith("INVALID", () => read("bookmarks-v3.json", "bx"));
    throwsWith("INVALID", () => read("bookmark_x.json", "vb"));
  });

  it("remember their line as it is now, or what it was when it has become another one", () => {
    const lines = ["import x", "", "  function main() {", "}"];
    const full = { text: "  function main() {", before: ["import x"], after: ["}"] };
    const short = { text: "function main() {", before: [], after: [] };
    const input = { path: "a.ts", line: 3 };
    assert.deepEqual(withAnchor(input, lines).anchor, full);
    assert.deepEqual(withAnchor({ ...input, anchor: short }, lines).anchor, full);
    assert.deepEqual(withAnchor({ ...input, line: 1, anchor: short }, lines).anchor, short);
    assert.equal(withAnchor({ ...input, line: 99 }, lines).anchor, undefined);
    assert.equal(withAnchor(input, undefined).anchor, undefined);
  });
});
