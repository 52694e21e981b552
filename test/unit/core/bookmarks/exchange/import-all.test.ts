import assert from "node:assert/strict";
import { beforeEach, describe, it } from "mocha";
import { freshAmong } from "../../../../../src/core/bookmarks/exchange/import-rules";
import { ServicesInMemory } from "../../../../helpers/services-in-memory";

describe("importing bookmarks", () => {
  let services = new ServicesInMemory();
  let { store, bookmarks } = services;
  beforeEach(() => {
    services = new ServicesInMemory();
    ({ store, bookmarks } = services);
  });

  const inputs = [
    { path: "b.ts", line: 1, label: "one" },
    { path: "a.ts", line: 2, list: "review", tags: ["3"] },
  ];

  it("sets all in one change, in order of place", async () => {
    const { added, existing } = await bookmarks.importAll(inputs);
    assert.deepEqual(
      added.map(({ path, line, label, list, tags }) => [path, line, label, list, tags]),
      [
        ["a.ts", 2, undefined, "review", ["3"]],
        ["b.ts", 1, "one", undefined, []],
      ],
    );
    assert.deepEqual(existing, []);
    assert.equal(store.writes.length, 1);
    assert.deepEqual(await bookmarks.list(), added);
  });

  it("leaves what is on a line as it is, and tells so", async () => {
    const there = await bookmarks.add({ path: "a.ts", line: 2, label: "mine" });
    const { added, existing } = await bookmarks.importAll(inputs);
    assert.deepEqual([added.length, existing], [1, [there]]);
    assert.equal((await bookmarks.list()).length, 2);
  });

  it("says beforehand how many are new", async () => {
    assert.equal(freshAmong(inputs, await bookmarks.list()), 2);
    await bookmarks.add({ path: "a.ts", line: 2 });
    await bookmarks.add({ path: "b.ts", line: 1, target: "file" });
    assert.equal(freshAmong(inputs, await bookmarks.list()), 1);
  });

  it("writes nothing the second time", async () => {
    const { added } = await bookmarks.importAll(inputs);
    await services.writesNothing(async () =>
      assert.deepEqual(await bookmarks.importAll(inputs), { added: [], existing: added }),
    );
  });

  it("takes the first of several for one line", async () => {
    const { added, existing } = await bookmarks.importAll([
      { path: "a.ts", line: 1, label: "first" },
      { path: "./a.ts", line: 1, label: "second" },
    ]);
    assert.deepEqual([added.map(({ label }) => label), existing], [["first"], []]);
  });

  it("sees what another writer set in the last moment", async () => {
    const at = "2026-01-31T12:00:00.000Z";
    services.justBefore("bookmarks", {
      version: 1,
      bookmarks: [{ id: "theirs", path: "a.ts", line: 2, createdAt: at, updatedAt: at }],
    });
    const { added, existing } = await bookmarks.importAll(inputs);
    assert.deepEqual([added.map(({ path }) => path), existing.map(({ id }) => id)], [["b.ts"], ["theirs"]]);
  });

  it("makes no document of nothing", () =>
    services.writesNothing(async () => assert.deepEqual(await bookmarks.importAll([]), { added: [], existing: [] })));

  it("refuses all when one is bad", () =>
    services.refuses("INVALID", () => bookmarks.importAll([...inputs, { path: "../x", line: 1 }])));
});
