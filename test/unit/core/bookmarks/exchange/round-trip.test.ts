import assert from "node:assert/strict";
import { bookmarksAsJson } from "../../../../../src/core/bookmarks/exchange/exported-text";
import { readForeignBookmarks } from "../../../../../src/core/bookmarks/exchange/foreign-bookmarks";
import { ServicesInMemory } from "../../../../helpers/services-in-memory";

describe("an export of bookmarks", () => {
  it("brings all that people wrote to another folder, whatever its default list", async () => {
    const here = new ServicesInMemory();
    const anchor = { text: "x", before: ["w"], after: [] };
    await here.bookmarks.importAll([
      { path: "a.ts", line: 3, column: 2, label: "l", note: "n", tags: ["t"], list: "tour", anchor, branch: "main" },
      { path: "a.ts", line: 4, color: "#ff0000", icon: "bug", mnemonic: "7" },
      { path: "a.ts", line: 1, target: "file" },
      { path: "src", line: 1, target: "folder" },
    ]);
    const before = await here.bookmarks.list();
    const there = new ServicesInMemory();
    await there.bookmarks.createList({ name: "other" });
    await there.bookmarks.setDefaultList("other");
    const { inputs, skipped } = readForeignBookmarks({ text: bookmarksAsJson(before), name: "export.json" });
    const { added } = await there.bookmarks.importAll(inputs);
    const words = ({ id: _id, createdAt: _created, updatedAt: _updated, ...rest }: (typeof before)[number]) => rest;
    assert.deepEqual([added.map(words), skipped], [before.map(words), []]);
  });
});
