import assert from "node:assert/strict";
import { ServicesInMemory } from "../../../helpers/services-in-memory";

const at = (line: number, list?: string | null) => ({ path: "a.ts", line, list });

describe("lists of bookmarks", () => {
  let services = new ServicesInMemory();
  let { bookmarks } = services;
  beforeEach(() => {
    services = new ServicesInMemory();
    ({ bookmarks } = services);
  });

  it("are those that were made, in order, and behind them those that only bookmarks name, by name", async () => {
    await bookmarks.createList({ name: "tour", color: "blue", icon: "book" });
    await bookmarks.createList({ name: "review" });
    await bookmarks.add(at(1, "zoo"));
    await bookmarks.add(at(2, "all"));
    await bookmarks.add(at(3, "Tour"));
    const { lists, bookmarks: all } = await bookmarks.overview();
    assert.deepEqual(lists, [
      { name: "tour", color: "blue", icon: "book" },
      { name: "review" },
      { name: "all" },
      { name: "zoo" },
    ]);
    assert.deepEqual(
      all.map(({ list }) => list),
      ["zoo", "all", "tour"],
    );
  });

  it("refuse a name that there is, however it is spelled, and looks that there are not", async () => {
    await bookmarks.createList({ name: "Tour" });
    await bookmarks.add(at(1, "review"));
    await services.refuses("CONFLICT", () => bookmarks.createList({ name: " tour " }));
    await services.refuses("CONFLICT", () => bookmarks.createList({ name: "Review" }));
    await services.refuses("INVALID", () => bookmarks.createList({ name: " " }));
    await services.refuses("INVALID", () => bookmarks.createList({ name: "x", color: "reddish" }));
    await services.refuses("INVALID", () => bookmarks.createList({ name: "x", icon: "../x" }));
    await services.refuses("INVALID", () => bookmarks.add({ ...at(9), color: "reddish" }));
    await services.refuses("INVALID", () => bookmarks.add({ ...at(9), icon: "a b" }));
  });

  it("are renamed in all of their bookmarks and as the default, in one change", async () => {
    await bookmarks.add(at(1, "old"));
    await bookmarks.add(at(2, "other"));
    await bookmarks.setDefaultList("OLD");
    const writes = services.store.writes.length;
    assert.deepEqual(await bookmarks.editList("old", { name: "new", color: "#ff0000" }), {
      name: "new",
      color: "#ff0000",
    });
    assert.equal(services.store.writes.length, writes + 1);
    const { bookmarks: all, lists, defaultList } = await bookmarks.overview();
    assert.deepEqual(
      all.map(({ list }) => list),
      ["new", "other"],
    );
    assert.deepEqual([lists.map(({ name }) => name), defaultList], [["new", "other"], "new"]);
    await services.refuses("CONFLICT", () => bookmarks.editList("new", { name: "Other" }));
    await services.refuses("NOT_FOUND", () => bookmarks.editList("old", { name: "x" }));
    assert.equal((await bookmarks.editList("new", { name: "NEW", color: null })).name, "NEW");
    await services.writesNothing(() => bookmarks.editList("new", { name: "NEW" }));
  });

  it("go and leave their bookmarks, or take them along into the trash", async () => {
    await bookmarks.createList({ name: "keep" });
    await bookmarks.createList({ name: "remove" });
    const kept = await bookmarks.add(at(1, "keep"));
    const gone = await bookmarks.add(at(2, "remove"));
    await bookmarks.setDefaultList("keep");
    assert.deepEqual(await bookmarks.deleteList("Keep", "keep"), []);
    assert.deepEqual(await bookmarks.deleteList("remove", "remove"), [gone]);
    const { bookmarks: all, lists, defaultList } = await bookmarks.overview();
    assert.deepEqual([all.map(({ id, list }) => [id, list]), lists], [[[kept.id, undefined]], []]);
    assert.equal(defaultList, undefined);
    assert.deepEqual(
      (await bookmarks.trash()).map(({ bookmark }) => bookmark.id),
      [gone.id],
    );
    await services.refuses("NOT_FOUND", () => bookmarks.deleteList("keep", "keep"));
  });

  it("take bookmarks that name none, when one is the default", async () => {
    await bookmarks.createList({ name: "tour" });
    await bookmarks.setDefaultList("Tour");
    await bookmarks.add(at(1));
    await bookmarks.add(at(2, null));
    await bookmarks.toggle([at(3)]);
    await bookmarks.importAll([at(4)]);
    await bookmarks.toggleMnemonic(at(5), "1", "all");
    const lists = (await bookmarks.list()).map(({ list }) => list);
    assert.deepEqual(lists, ["tour", undefined, "tour", "tour", "tour"]);
    await bookmarks.setDefaultList(null);
    assert.equal((await bookmarks.add(at(6))).list, undefined);
    await services.refuses("NOT_FOUND", () => bookmarks.setDefaultList("nowhere"));
  });

  it("count the default that another writer chose in the last moment", async () => {
    services.justBefore("bookmarks", { version: 1, bookmarks: [], defaultList: "theirs" });
    assert.equal((await bookmarks.add(at(1))).list, "theirs");
  });

  it("are read leniently where a person wrote them by hand", async () => {
    services.store.putByHand("bookmarks", {
      version: 1,
      bookmarks: [],
      lists: [{ name: "a", color: "reddish" }, { name: "A" }],
      defaultList: "b",
    });
    const { lists, defaultList } = await bookmarks.overview();
    assert.deepEqual([lists, defaultList], [[{ name: "a", color: "reddish" }, { name: "b" }], "b"]);
  });

  it("are none where there is no document", async () => {
    await services.writesNothing(async () => {
      assert.deepEqual(await bookmarks.overview(), { bookmarks: [], lists: [], defaultList: undefined });
      await bookmarks.setDefaultList(null);
    });
  });
});
