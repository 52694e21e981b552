import assert from "node:assert/strict";
import type { BookmarkInput } from "../../../../src/core/bookmarks/bookmark-input";
import { ServicesInMemory } from "../../../helpers/services-in-memory";
import { rejectsWith } from "../../../helpers/throws-with";

const places = (bookmarks: readonly { readonly path: string; readonly line: number }[]) =>
  bookmarks.map(({ path, line }) => `${path}:${line}`);

describe("BookmarkService", () => {
  let services = new ServicesInMemory();
  let { store, bookmarks } = services;
  beforeEach(() => {
    services = new ServicesInMemory();
    ({ store, bookmarks } = services);
  });

  describe("add", () => {
    it("stores all that it is given, trimmed, each tag once", async () => {
      const anchor = { text: "x", before: [], after: ["y"] };
      const added = await bookmarks.add({
        path: "./src/a.ts",
        line: 3,
        column: 5,
        label: " here ",
        note: "a\nb",
        tags: ["one", " two", "one "],
        list: "review",
        color: "red",
        icon: "bug",
        anchor,
      });
      const { id, createdAt, updatedAt, ...rest } = added;
      assert.match(id, /^[A-Za-z0-9_-]{1,64}$/);
      assert.equal(createdAt, updatedAt);
      assert.deepEqual(rest, {
        path: "src/a.ts",
        line: 3,
        column: 5,
        label: "here",
        note: "a\nb",
        tags: ["one", "two"],
        list: "review",
        color: "red",
        icon: "bug",
        anchor,
        state: "anchored",
      });
      assert.deepEqual(await bookmarks.list(), [added]);
    });

    it("keeps them sorted by path, line and column, in the document too", async () => {
      for (const [path, line] of [
        ["b.ts", 1],
        ["a.ts", 10],
        ["a.ts", 9],
        ["B.ts", 2],
      ] as const) {
        await bookmarks.add({ path, line });
      }
      assert.deepEqual(places(await bookmarks.list()), ["B.ts:2", "a.ts:9", "a.ts:10", "b.ts:1"]);
      assert.deepEqual(
        places(JSON.parse(store.texts.get("bookmarks") ?? "").bookmarks),
        places(await bookmarks.list()),
      );
    });

    it("refuses a line that has one", async () => {
      await bookmarks.add({ path: "a.ts", line: 1 });
      await services.refuses("CONFLICT", () => bookmarks.add({ path: "./a.ts", line: 1, column: 7 }));
    });

    it("takes a line with the number of another one, of which a window with unsaved edits told", async () => {
      const anchor = (text: string) => ({ text, before: [], after: [] });
      await bookmarks.add({ path: "a.ts", line: 1, anchor: anchor("first") });
      await services.refuses("CONFLICT", () => bookmarks.add({ path: "a.ts", line: 1, anchor: anchor("  first") }));
      await bookmarks.add({ path: "a.ts", line: 1, anchor: anchor("second") });
      assert.equal((await bookmarks.list()).length, 2);
    });

    const bad: readonly (readonly [string, BookmarkInput])[] = [
      ["a path outside the folder", { path: "../a.ts", line: 1 }],
      ["an absolute path", { path: "/a.ts", line: 1 }],
      ["no path", { path: "", line: 1 }],
      ["line 0", { path: "a.ts", line: 0 }],
      ["line -1", { path: "a.ts", line: -1 }],
      ["line 1.5", { path: "a.ts", line: 1.5 }],
      ["line NaN", { path: "a.ts", line: Number.NaN }],
      ["an endless line", { path: "a.ts", line: Number.POSITIVE_INFINITY }],
      ["column 0", { path: "a.ts", line: 1, column: 0 }],
      ["an empty label", { path: "a.ts", line: 1, label: "" }],
      ["a blank label", { path: "a.ts", line: 1, label: " \t" }],
      ["a label of two lines", { path: "a.ts", line: 1, label: "a\nb" }],
      ["a blank tag", { path: "a.ts", line: 1, tags: ["a", " "] }],
      ["an endless note", { path: "a.ts", line: 1, note: "x".repeat(100_000) }],
      ["thousands of tags", { path: "a.ts", line: 1, tags: Array.from({ length: 2000 }, (_, index) => `t${index}`) }],
    ];
    for (const [what, input] of bad) {
      it(`refuses ${what}`, () => services.refuses("INVALID", () => bookmarks.add(input)));
    }
  });

  describe("edit", () => {
    it("changes what is given and touches the time of the last change", async () => {
      const before = await bookmarks.add({ path: "a.ts", line: 1, label: "old", note: "n", tags: ["t"] });
      const after = await bookmarks.edit(before.id, { label: " new " });
      assert.deepEqual(after, { ...before, label: "new", updatedAt: after.updatedAt });
      assert.ok(after.updatedAt > before.updatedAt);
      assert.deepEqual(await bookmarks.list(), [after]);
    });

    it("takes label and note away for null and for nothing", async () => {
      const { id } = await bookmarks.add({ path: "a.ts", line: 1, label: "l", note: "n" });
      const after = await bookmarks.edit(id, { label: "", note: null });
      assert.ok(!("label" in after) && !("note" in after));
      assert.ok(!store.texts.get("bookmarks")?.includes("label"));
    });

    it("moves to another line, keeps the order and forgets what was at the old one", async () => {
      const anchor = { text: "old", before: [], after: [] };
      const moved = await bookmarks.add({ path: "a.ts", line: 1, anchor });
      await bookmarks.add({ path: "a.ts", line: 5 });
      const after = await bookmarks.edit(moved.id, { line: 9, column: 2 });
      assert.deepEqual([after.line, after.column, after.anchor.text, after.state], [9, 2, "", "anchored"]);
      assert.deepEqual(places(await bookmarks.list()), ["a.ts:5", "a.ts:9"]);
      const named = await bookmarks.edit(moved.id, { line: 10, anchor: { ...anchor, text: "new" } });
      assert.equal(named.anchor.text, "new");
    });

    it("writes nothing when nothing differs", async () => {
      const { id, updatedAt } = await bookmarks.add({ path: "a.ts", line: 1, label: "l", tags: ["t"] });
      await services.writesNothing(async () => {
        const after = await bookmarks.edit(id, { label: "l", tags: ["t"], line: 1, note: null });
        assert.equal(after.updatedAt, updatedAt);
      });
    });

    it("refuses a line that has another bookmark", async () => {
      await bookmarks.add({ path: "a.ts", line: 2 });
      const { id } = await bookmarks.add({ path: "a.ts", line: 1 });
      await services.refuses("CONFLICT", () => bookmarks.edit(id, { line: 2 }));
    });

    it("refuses what can't be", async () => {
      const { id } = await bookmarks.add({ path: "a.ts", line: 1 });
      await services.refuses("INVALID", () => bookmarks.edit(id, { line: 0 }));
      await services.refuses("INVALID", () => bookmarks.edit(id, { column: 0 }));
      await services.refuses("INVALID", () => bookmarks.edit(id, { tags: [""] }));
      await services.refuses("INVALID", () => bookmarks.edit("../x", { label: "l" }));
      await services.refuses("NOT_FOUND", () => bookmarks.edit("unknown", { label: "l" }));
    });

    it("says that there is none where there is no document", () =>
      services.refuses("NOT_FOUND", () => bookmarks.edit("unknown", { label: "l" })));
  });

  describe("remove, clear and restore", () => {
    it("removes by id and brings back under the same ids", async () => {
      const { id: a } = await bookmarks.add({ path: "a.ts", line: 1, label: "l" });
      const { id: b } = await bookmarks.add({ path: "b.ts", line: 1 });
      await bookmarks.add({ path: "c.ts", line: 1 });
      const before = await bookmarks.list();
      const removed = await bookmarks.remove([b, a]);
      assert.deepEqual(places(removed), ["a.ts:1", "b.ts:1"]);
      assert.deepEqual(places(await bookmarks.list()), ["c.ts:1"]);
      await bookmarks.restore(removed);
      assert.deepEqual(await bookmarks.list(), before);
    });

    it("removes what is still there when another writer removed the rest", async () => {
      const { id } = await bookmarks.add({ path: "a.ts", line: 1 });
      assert.deepEqual(places(await bookmarks.remove(["gone", id])), ["a.ts:1"]);
    });

    it("refuses ids of which none is there, and bad ones", async () => {
      await bookmarks.add({ path: "a.ts", line: 1 });
      await services.refuses("NOT_FOUND", () => bookmarks.remove(["unknown"]));
      await services.refuses("INVALID", () => bookmarks.remove(["../x"]));
    });

    it("clears one file and not those whose names begin like it", async () => {
      for (const path of ["src/a", "src/ab", "src/a/b"]) {
        await bookmarks.add({ path, line: 1 });
      }
      assert.deepEqual(places(await bookmarks.clear("./src/a")), ["src/a:1"]);
      assert.deepEqual(places(await bookmarks.list()), ["src/a/b:1", "src/ab:1"]);
    });

    it("clears all", async () => {
      await bookmarks.add({ path: "a.ts", line: 1 });
      await bookmarks.add({ path: "b.ts", line: 1 });
      assert.equal((await bookmarks.clear()).length, 2);
      assert.deepEqual(await bookmarks.list(), []);
    });

    it("makes no document to clear it, and changes none without bookmarks of the file", async () => {
      await services.writesNothing(async () => assert.deepEqual(await bookmarks.clear(), []));
      await bookmarks.add({ path: "a.ts", line: 1 });
      await services.writesNothing(async () => assert.deepEqual(await bookmarks.clear("b.ts"), []));
      await services.refuses("INVALID", () => bookmarks.clear("../b.ts"));
    });

    it("does not overwrite on restore what is there", async () => {
      const old = await bookmarks.add({ path: "a.ts", line: 1, label: "old" });
      const now = await bookmarks.edit(old.id, { label: "now" });
      await services.writesNothing(() => bookmarks.restore([old]));
      await services.writesNothing(() => bookmarks.restore([]));
      assert.deepEqual(await bookmarks.list(), [now]);
    });
  });

  describe("find", () => {
    it("takes an id and the beginning of one", async () => {
      const added = await bookmarks.add({ path: "a.ts", line: 1 });
      assert.deepEqual(await bookmarks.find(added.id), added);
      assert.deepEqual(await bookmarks.find(added.id.slice(0, 6)), added);
    });

    it("refuses what could be several, and says when there is none", async () => {
      const bookmark = { path: "a", line: 1, createdAt: "2026-01-01T00:00:00Z", updatedAt: "2026-01-01T00:00:00Z" };
      store.putByHand("bookmarks", { version: 1, bookmarks: ["aa1", "aa2"].map((id) => ({ ...bookmark, id })) });
      await rejectsWith("INVALID", bookmarks.find("aa"));
      await rejectsWith("NOT_FOUND", bookmarks.find("b"));
    });
  });

  it("keeps what a newer Lockstep wrote, in the document and in every record", async () => {
    const times = { createdAt: "2026-01-01T00:00:00Z", updatedAt: "2026-01-01T00:00:00Z" };
    store.putByHand("bookmarks", {
      version: 1,
      future: { deep: [1] },
      bookmarks: [{ id: "b1", path: "a.ts", line: 1, ...times, x: 1, anchor: { text: "t", y: 2 } }],
    });
    await bookmarks.edit("b1", { label: "l" });
    await bookmarks.add({ path: "b.ts", line: 1 });
    const document = JSON.parse(store.texts.get("bookmarks") ?? "");
    assert.deepEqual(document.future, { deep: [1] });
    assert.equal(document.bookmarks[0].x, 1);
    assert.equal(document.bookmarks[0].anchor.y, 2);
  });

  it("never takes a corrupt document for an empty one", async () => {
    store.putByHand("bookmarks", "{");
    await rejectsWith("CORRUPT", bookmarks.list());
    await services.refuses("CORRUPT", () => bookmarks.add({ path: "a.ts", line: 1 }));
    await services.refuses("CORRUPT", () => bookmarks.clear());
  });

  it("tells of changes of its own and of others, and only of bookmarks", async () => {
    let events = 0;
    const subscription = bookmarks.onDidChange(() => events++);
    const { id } = await bookmarks.add({ path: "a.ts", line: 1 });
    assert.equal(events, 1);
    store.putByHand("bookmarks", store.texts.get("bookmarks") ?? "");
    assert.equal(events, 2);
    store.putByHand("queues/q", {});
    await bookmarks.edit(id, { line: 1 });
    assert.equal(events, 2);
    subscription.dispose();
    await bookmarks.clear();
    assert.equal(events, 2);
  });

  it("loses nothing when many change the document at once", async () => {
    await Promise.all(Array.from({ length: 50 }, (_, index) => bookmarks.add({ path: "a.ts", line: index + 1 })));
    assert.equal((await bookmarks.list()).length, 50);
  });
});
