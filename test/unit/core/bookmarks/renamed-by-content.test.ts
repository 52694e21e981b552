import assert from "node:assert/strict";
import { anchorAt } from "../../../../src/core/bookmarks/anchor";
import { renamedByContent } from "../../../../src/core/bookmarks/renamed-by-content";

const lines = ["import x", "function first() {", "  one();", "}", "function second() {", "  two();", "}"];
const times = { createdAt: "2026-01-01T00:00:00.000Z", updatedAt: "2026-01-01T00:00:00.000Z" };
const bookmarks = [3, 6].map((line) => ({
  ...{ id: `b${line}`, path: "old.ts", line, column: 1, tags: [] },
  ...{ anchor: anchorAt(lines, line), state: "anchored" as const, ...times },
}));

describe("a file that was renamed without git", () => {
  it("is the one with the bookmarked lines", () => {
    const other = { path: "other.ts", lines: ["something", "else"] };
    assert.equal(renamedByContent(bookmarks, [other, { path: "new.ts", lines }]), "new.ts");
  });
  it("is none when no file has most of them", () =>
    assert.equal(renamedByContent(bookmarks, [{ path: "half.ts", lines: lines.slice(0, 3) }]), undefined));
  it("is none when two are equally good", () => {
    const copies = ["one.ts", "two.ts"].map((path) => ({ path, lines }));
    assert.equal(renamedByContent(bookmarks, copies), undefined);
  });
  it("is none for bookmarks that remember nothing", () => {
    const unknown = bookmarks.map((one) => ({ ...one, anchor: { text: "", before: [], after: [] } }));
    assert.equal(renamedByContent(unknown, [{ path: "new.ts", lines }]), undefined);
  });
});
