import assert from "node:assert/strict";
import type { Bookmark } from "../../../../src/core/bookmarks/bookmark";
import { withTrashed } from "../../../../src/core/bookmarks/trash-rules";
import { ServicesInMemory } from "../../../helpers/services-in-memory";

const at = (line: number) => ({ path: "a.ts", line });

describe("the trash", () => {
  let services = new ServicesInMemory();
  let { bookmarks, store } = services;
  beforeEach(() => {
    services = new ServicesInMemory();
    ({ bookmarks, store } = services);
  });

  const ids = async () => (await bookmarks.trash()).map(({ bookmark }) => bookmark.id);

  it("keeps what was removed and cleared, the newest first, and gives it back", async () => {
    const first = await bookmarks.add({ ...at(1), label: "l" });
    const second = await bookmarks.add(at(2));
    await bookmarks.remove([first.id]);
    await bookmarks.clear();
    assert.deepEqual(await ids(), [second.id, first.id]);
    assert.deepEqual(await bookmarks.restoreFromTrash([first.id, "unknown"]), [first]);
    assert.deepEqual([await ids(), await bookmarks.list()], [[second.id], [first]]);
    await services.refuses("NOT_FOUND", () => bookmarks.restoreFromTrash([first.id]));
    await services.writesNothing(() => bookmarks.restoreFromTrash([]));
  });

  it("does not keep plain bookmarks that were toggled away, and keeps others", async () => {
    const labelled = await bookmarks.add({ ...at(1), label: "l" });
    await bookmarks.add(at(2));
    await bookmarks.toggle([at(1), at(2)]);
    assert.deepEqual(await ids(), [labelled.id]);
  });

  it("has a bookmark before it goes, so that a crash in between loses nothing", async () => {
    const bookmark = await bookmarks.add(at(1));
    store.beforeChange = (key) => {
      if (key === "bookmarks") {
        assert.ok(store.texts.get("trash")?.includes(bookmark.id));
        throw new Error("crash");
      }
    };
    await assert.rejects(bookmarks.remove([bookmark.id]), /crash/);
    store.beforeChange = () => {};
    assert.deepEqual([await bookmarks.list(), await ids()], [[bookmark], []]);
  });

  it("has a bookmark that another writer set in the last moment before all were cleared", async () => {
    const mine = await bookmarks.add(at(1));
    const theirs = { ...mine, id: "theirs", line: 9 };
    services.justBefore("bookmarks", { version: 1, bookmarks: [mine, theirs] });
    assert.equal((await bookmarks.clear()).length, 2);
    assert.deepEqual((await ids()).toSorted(), [mine.id, "theirs"].toSorted());
  });

  it("hides what an undo brought back", async () => {
    const { id } = await bookmarks.add(at(1));
    await bookmarks.remove([id]);
    await services.history.undo();
    assert.deepEqual(await ids(), []);
  });

  it("is emptied for good", async () => {
    await services.writesNothing(async () => assert.equal(await bookmarks.emptyTrash([]), 0));
    const { id } = await bookmarks.add(at(1));
    await bookmarks.clear();
    assert.equal(await bookmarks.emptyTrash(await bookmarks.trash()), 1);
    assert.deepEqual([await ids(), store.texts.get("trash")?.includes(id)], [[], false]);
  });

  it("keeps what somebody did not see there when it was emptied", async () => {
    const [seen, later] = [await bookmarks.add(at(1)), await bookmarks.add(at(2))];
    await bookmarks.remove([seen.id]);
    const shown = await bookmarks.trash();
    await bookmarks.remove([later.id]);
    assert.equal(await bookmarks.emptyTrash(shown), 1);
    assert.deepEqual(await ids(), [later.id]);
  });

  it("keeps what comes in the last moment before it is emptied", async () => {
    const [seen, later] = [await bookmarks.add(at(1)), await bookmarks.add(at(2))];
    await bookmarks.remove([seen.id]);
    const [entry] = await bookmarks.trash();
    assert.ok(entry);
    services.justBefore("trash", { version: 1, removed: [{ ...entry, bookmark: later }, entry] });
    assert.equal(await bookmarks.emptyTrash([entry]), 1);
    assert.ok(store.texts.get("trash")?.includes(later.id));
  });

  it("keeps what came back and was removed once more before it was emptied", async () => {
    const { id } = await bookmarks.add(at(1));
    await bookmarks.remove([id]);
    const shown = await bookmarks.trash();
    await bookmarks.restoreFromTrash([id]);
    assert.equal(await bookmarks.emptyTrash(shown), 0);
    await bookmarks.remove([id]);
    assert.equal(await bookmarks.emptyTrash(shown), 0);
    assert.deepEqual(await ids(), [id]);
  });

  it("keeps what an undo brought back while it was emptied, for whoever does it again", async () => {
    const { id } = await bookmarks.add(at(1));
    await bookmarks.remove([id]);
    const shown = await bookmarks.trash();
    await services.history.undo();
    assert.equal(await bookmarks.emptyTrash(shown), 0);
    await services.history.redo();
    assert.deepEqual(await ids(), [id]);
  });

  it("keeps what is removed once more while it is given back", async () => {
    const bookmark = await bookmarks.add(at(1));
    await bookmarks.remove([bookmark.id]);
    const again = { removedAt: new Date().toISOString(), bookmark: { ...bookmark, label: "theirs" } };
    services.justBefore("trash", { version: 1, removed: [again] });
    await bookmarks.restoreFromTrash([bookmark.id]);
    assert.ok(store.texts.get("trash")?.includes("theirs"));
  });

  it("writes nothing for a removal that is refused", async () => {
    await bookmarks.add(at(1));
    await services.refuses("NOT_FOUND", () => bookmarks.remove(["unknown"]));
  });

  describe("holds", () => {
    const now = new Date("2026-03-31T12:00:00.000Z");
    const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds);
    const day = 24 * 60 * 60 * 1000;
    const bookmark = (id: string): Bookmark => ({
      ...{ id, path: "a.ts", line: 1, column: 1, tags: [], anchor: { text: "", before: [], after: [] } },
      ...{ state: "anchored", createdAt: now.toISOString(), updatedAt: now.toISOString() },
    });
    const left = (removed: readonly { bookmark: Bookmark }[]) => removed.map(({ bookmark: { id } }) => id);

    it("a month and a thousand of them, and more when they were removed at once", () => {
      const old = withTrashed(undefined, [bookmark("old")], new Set(), ago(31 * day));
      const young = withTrashed(old, [bookmark("young")], new Set(), ago(29 * day));
      assert.deepEqual(left(withTrashed(young, [], new Set(), now).removed), ["young"]);
      const many = Array.from({ length: 1200 }, (_, index) => bookmark(`b${index}`));
      const cleared = withTrashed(young, many, new Set(), now);
      assert.equal(cleared.removed.length, 1200);
      assert.equal(withTrashed(cleared, [bookmark("last")], new Set(), now).removed.length, 1000);
    });

    it("what is back no longer, unless its removal may be on the way", () => {
      const before = withTrashed(undefined, [bookmark("back")], new Set(), ago(day));
      const both = withTrashed(before, [bookmark("going")], new Set(["back", "going"]), ago(1000));
      assert.deepEqual(left(withTrashed(both, [], new Set(["back", "going"]), now).removed), ["going"]);
    });

    it("each bookmark once, as it was last", () => {
      const before = withTrashed(undefined, [bookmark("a")], new Set(), ago(day));
      const after = withTrashed(before, [{ ...bookmark("a"), label: "l" }], new Set(), now);
      assert.deepEqual(
        after.removed.map(({ bookmark: { label } }) => label),
        ["l"],
      );
    });
  });
});
