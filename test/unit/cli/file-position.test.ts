import assert from "node:assert/strict";
import { posix, win32 } from "node:path";
import fc from "fast-check";
import { describe, it } from "mocha";
import { insideFolder, parseFilePosition } from "../../../src/cli/file-position";

describe("a place in a file", () => {
  it("is a file and a line", () => {
    assert.deepEqual(parseFilePosition("src/app.ts:12"), { file: "src/app.ts", line: 12, column: undefined });
  });

  it("may name the column", () => {
    assert.deepEqual(parseFilePosition("src/app.ts:12:5"), { file: "src/app.ts", line: 12, column: 5 });
  });

  it("may start with a Windows drive letter", () => {
    assert.deepEqual(parseFilePosition("C:\\x.ts:3:1"), { file: "C:\\x.ts", line: 3, column: 1 });
    assert.deepEqual(parseFilePosition("C:\\x.ts:3"), { file: "C:\\x.ts", line: 3, column: undefined });
  });

  it("takes the numbers from the end when the file's name has colons", () => {
    assert.deepEqual(parseFilePosition("a:1:2:3"), { file: "a:1", line: 2, column: 3 });
    assert.deepEqual(parseFilePosition("notes: today.md:7"), { file: "notes: today.md", line: 7, column: undefined });
  });

  it("comes back for every name, line and column", () => {
    const number = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(fc.stringMatching(/^[^\n]*[^:\d\n]$/), number, number, (file, line, column) => {
        assert.deepEqual(parseFilePosition(`${file}:${line}:${column}`), { file, line, column });
      }),
    );
  });

  for (const text of ["src/app.ts", "C:\\x.ts", ":3", "", "src/app.ts:", "src/app.ts:three"]) {
    it(`is not “${text}”`, () => {
      assert.throws(() => parseFilePosition(text), { code: "INVALID", message: /FILE:LINE/ });
    });
  }

  for (const text of ["a.ts:0", "a.ts:-1", "a.ts:1:0", "a.ts:99999999999999999999"]) {
    it(`counts from one, so “${text}” is refused`, () => {
      assert.throws(() => parseFilePosition(text), { code: "INVALID", message: /whole number from 1/ });
    });
  }
});

describe("a path inside the workspace folder", () => {
  it("is relative to the folder, wherever the current folder is", () => {
    assert.equal(insideFolder("/w", "/w/src", "app.ts", posix), "src/app.ts");
    assert.equal(insideFolder("/w", "/w/src", "../app.ts", posix), "app.ts");
    assert.equal(insideFolder("/w", "/elsewhere", "/w/app.ts", posix), "app.ts");
  });

  it("has slashes on Windows too", () => {
    assert.equal(insideFolder("C:\\w", "C:\\w", "src\\app.ts", win32), "src/app.ts");
    assert.equal(insideFolder("C:\\w", "D:\\", "c:\\W\\src\\app.ts", win32), "src/app.ts");
  });

  it("is the dot for the folder itself", () => {
    assert.equal(insideFolder("/w", "/w/src", "..", posix), ".");
  });

  it("may start with dots that lead nowhere", () => {
    assert.equal(insideFolder("/w", "/w", "..app.ts", posix), "..app.ts");
  });

  it("is undefined when it leads out", () => {
    assert.equal(insideFolder("/w", "/w", "../app.ts", posix), undefined);
    assert.equal(insideFolder("/w", "/w", "/w2/app.ts", posix), undefined);
    assert.equal(insideFolder("C:\\w", "C:\\w", "D:\\app.ts", win32), undefined);
  });
});
