import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { bookmarkFrom } from "../../../../src/core/bookmarks/bookmark-input";
import { scopedTo } from "../../../../src/core/bookmarks/branch-scope";
import { ServicesInMemory } from "../../../helpers/services-in-memory";

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

describe("a line that has a bookmark of another branch", () => {
  const services = () => new ServicesInMemory();
  const line = { path: "a.ts", line: 2 };

  it("is toggled as if it had none: what hides is not lost", async () => {
    const { bookmarks } = services();
    await bookmarks.toggle([{ ...line, branch: "main" }]);
    await bookmarks.toggle([{ ...line, branch: "side" }]);
    assert.deepEqual((await bookmarks.list()).map(({ branch }) => branch).sort(), ["main", "side"]);
    await bookmarks.toggle([{ ...line, branch: "side" }]);
    assert.deepEqual(
      (await bookmarks.list()).map(({ branch }) => branch),
      ["main"],
    );
  });

  it("loses the bookmark that shows on every branch", async () => {
    const { bookmarks } = services();
    await bookmarks.toggle([line]);
    await bookmarks.toggle([{ ...line, branch: "side" }]);
    assert.deepEqual(await bookmarks.list(), []);
  });

  it("keeps its number when the number is set on this branch", async () => {
    const { bookmarks } = services();
    await bookmarks.toggleMnemonic({ ...line, branch: "main" }, "1", "all");
    await bookmarks.toggleMnemonic({ ...line, branch: "side" }, "1", "all");
    assert.deepEqual(
      (await bookmarks.list()).map(({ mnemonic }) => mnemonic),
      ["1", "1"],
    );
  });

  it("keeps what hides when everything that shows is cleared", async () => {
    const { bookmarks } = services();
    await bookmarks.add({ ...line, branch: "main" });
    await bookmarks.add({ ...line, line: 3 });
    await bookmarks.clear("a.ts", "side");
    assert.deepEqual(
      (await bookmarks.list()).map(({ branch }) => branch),
      ["main"],
    );
  });
});
