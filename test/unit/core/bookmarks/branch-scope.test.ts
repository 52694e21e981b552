import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { bookmarkFrom } from "../../../../src/core/bookmarks/bookmark-input";
import { scopedTo } from "../../../../src/core/bookmarks/branch-scope";

const at = "2026-01-31T12:00:00.000Z";
const free = bookmarkFrom({ path: "a.ts", line: 1 }, "free", at);
const main = bookmarkFrom({ path: "a.ts", line: 2, branch: "main" }, "main", at);
const side = bookmarkFrom({ path: "a.ts", line: 3, branch: "side" }, "side", at);
const all = [free, main, side];

describe("bookmarks that are tied to branches", () => {
  it("hide on others; those that are tied to none show on all", () => {
    assert.deepEqual(scopedTo("main", all), { shown: [free, main], hidden: [side] });
    assert.deepEqual(scopedTo("side", all), { shown: [free, side], hidden: [main] });
    assert.deepEqual(scopedTo("other", all), { shown: [free], hidden: [main, side] });
  });

  it("all show where no branch is checked out", () =>
    assert.deepEqual(scopedTo(undefined, all), { shown: all, hidden: [] }));

  it("are the same list when none hides, so that nothing is told anew", () => {
    const shown = [free, main];
    assert.equal(scopedTo("main", shown).shown, shown);
  });
});
