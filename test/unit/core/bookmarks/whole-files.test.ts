import assert from "node:assert/strict";
import { ServicesInMemory } from "../../../helpers/services-in-memory";

const file = { path: "a.ts", line: 1, target: "file" as const };
const folder = { path: "src", line: 1, target: "folder" as const };

describe("bookmarks of whole files and folders", () => {
  let services = new ServicesInMemory();
  let { bookmarks } = services;
  beforeEach(() => {
    services = new ServicesInMemory();
    ({ bookmarks } = services);
  });

  const targets = async () => (await bookmarks.list()).map(({ path, line, target }) => `${path} ${target ?? line}`);

  it("are one for each, beside one on line 1", async () => {
    await bookmarks.add({ path: "a.ts", line: 1 });
    await bookmarks.add({ ...file, line: 12, column: 7, anchor: { text: "x", before: [], after: [] } });
    await bookmarks.add(folder);
    const [, whole] = (await bookmarks.list()).filter(({ path }) => path === "a.ts");
    assert.deepEqual((await targets()).toSorted(), ["a.ts 1", "a.ts file", "src folder"]);
    assert.equal(whole?.line, 1);
    await services.refuses("CONFLICT", () => bookmarks.add(file));
    await services.refuses("CONFLICT", () => bookmarks.add({ path: "a.ts", line: 1 }));
  });

  it("are toggled and imported for themselves", async () => {
    await bookmarks.toggle([file, { path: "a.ts", line: 1 }]);
    assert.equal((await bookmarks.toggle([file])).removed.length, 1);
    assert.deepEqual(await targets(), ["a.ts 1"]);
    assert.equal((await bookmarks.importAll([file, { path: "a.ts", line: 1 }])).added.length, 1);
  });

  it("can have no line, and go with the bookmarks of their file", async () => {
    const { id } = await bookmarks.add(file);
    await services.refuses("INVALID", () => bookmarks.edit(id, { line: 2 }));
    assert.equal((await bookmarks.clear("a.ts")).length, 1);
  });
});

describe("toggling all lines at once", () => {
  const at = (line: number, label?: string) => ({ path: "a.ts", line, label });

  it("sets what is missing, and removes all when nothing is", async () => {
    const { bookmarks } = new ServicesInMemory();
    await bookmarks.add(at(1));
    const lines = async () => (await bookmarks.list()).map(({ line }) => line);
    const set = await bookmarks.toggle([at(1), at(2), at(3)], "allLinesAtOnce");
    assert.deepEqual([set.added.length, set.removed.length, await lines()], [2, 0, [1, 2, 3]]);
    await bookmarks.toggle([at(1), at(3)], "allLinesAtOnce");
    assert.deepEqual(await lines(), [2]);
  });

  it("labels what is there as long as there are labels", async () => {
    const { bookmarks } = new ServicesInMemory();
    await bookmarks.add(at(1));
    const { added, removed } = await bookmarks.toggle([at(1, "x"), at(2, "x")], "allLinesAtOnce");
    assert.deepEqual([added.map(({ label }) => label), removed], [["x", "x"], []]);
  });
});

describe("removing bookmarks", () => {
  it("removes that one and not the last of the file (VB removes the last)", async () => {
    const { bookmarks } = new ServicesInMemory();
    const { added } = await bookmarks.toggle([1, 2, 3].map((line) => ({ path: "a.ts", line })));
    await bookmarks.remove(added.slice(1, 2).map(({ id }) => id));
    assert.deepEqual(
      (await bookmarks.list()).map(({ line }) => line),
      [1, 3],
    );
  });

  it("of all that this window knows leaves the document and what others set since (VB deletes the file)", async () => {
    const services = new ServicesInMemory();
    const { bookmarks, store } = services;
    const { id } = await bookmarks.add({ path: "a.ts", line: 1 });
    const times = { createdAt: "2026-01-01T00:00:00Z", updatedAt: "2026-01-01T00:00:00Z" };
    const theirs = { id: "theirs", path: "b.ts", line: 1, ...times };
    const mine = JSON.parse(store.texts.get("bookmarks") ?? "").bookmarks;
    services.justBefore("bookmarks", { version: 1, bookmarks: [...mine, theirs] });
    await bookmarks.remove([id]);
    assert.deepEqual(
      (await bookmarks.list()).map((bookmark) => bookmark.id),
      ["theirs"],
    );
    await bookmarks.remove(["theirs"]);
    assert.ok(store.texts.has("bookmarks"));
  });
});
