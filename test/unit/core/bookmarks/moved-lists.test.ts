import assert from "node:assert/strict";
import { BookmarkHistory } from "../../../../src/core/bookmarks/bookmark-history";
import { ServicesInMemory } from "../../../helpers/services-in-memory";
import { rejectsWith } from "../../../helpers/throws-with";

describe("lists of bookmarks that are moved", () => {
  let services = new ServicesInMemory();
  let { bookmarks, history } = services;
  beforeEach(async () => {
    services = new ServicesInMemory();
    ({ bookmarks, history } = services);
    for (const name of ["one", "two", "three"]) {
      await bookmarks.createList({ name });
    }
  });
  const order = async () => (await bookmarks.overview()).lists.map(({ name }) => name).join(" ");

  it("come before another one or behind all, in one change", async () => {
    await bookmarks.moveLists(["three"], "one");
    assert.equal(await order(), "three one two");
    await bookmarks.moveLists(["THREE"]);
    assert.equal(await order(), "one two three");
    await bookmarks.moveLists(["three", "two"], "one");
    assert.equal(await order(), "three two one");
    await bookmarks.moveLists(["two", "one"], "two");
    assert.equal(await order(), "three two one");
    await services.writesNothing(() => bookmarks.moveLists(["one"]));
    await services.refuses("NOT_FOUND", () => bookmarks.moveLists(["four"]));
    await services.refuses("NOT_FOUND", () => bookmarks.moveLists(["one"], "four"));
  });

  it("are declared where only bookmarks named them", async () => {
    await bookmarks.add({ path: "a.ts", line: 1, list: "all" });
    assert.equal(await order(), "one two three all");
    await bookmarks.moveLists(["all"], "one");
    assert.equal(await order(), "all one two three");
    await history.undo();
    assert.equal(await order(), "one two three all");
  });

  it("go back with one undo, past those that came since", async () => {
    const other = services.bookmarkService(new BookmarkHistory());
    await bookmarks.moveLists(["three", "two"], "one");
    await other.createList({ name: "new" });
    await other.editList("one", { color: "red" });
    assert.deepEqual(await history.undo(), { what: "Move lists", count: 1 });
    assert.equal(await order(), "one two three new");
    await history.redo();
    assert.equal(await order(), "three two one new");
  });

  it("stay where someone else put them since", async () => {
    const other = services.bookmarkService(new BookmarkHistory());
    await bookmarks.moveLists(["three"], "one");
    await other.moveLists(["two"], "three");
    await rejectsWith("CONFLICT", history.undo());
    assert.equal(await order(), "two three one");
  });
});
