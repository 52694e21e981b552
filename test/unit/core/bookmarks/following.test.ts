import assert from "node:assert/strict";
import fc from "fast-check";
import type { Bookmark } from "../../../../src/core/bookmarks/bookmark";
import type { FollowedPlace } from "../../../../src/core/bookmarks/following";
import { ServicesInMemory } from "../../../helpers/services-in-memory";

const anchor = { text: "here", before: [], after: [] };

function place(bookmark: Bookmark, changes: Partial<FollowedPlace>): FollowedPlace {
  const { id, path, line, column, state } = bookmark;
  return { id, from: { path, line, state }, path, line, column, anchor, state, ...changes };
}

const lines = (bookmarks: readonly Bookmark[]) => bookmarks.map(({ path, line }) => `${path}:${line}`);

describe("following the code", () => {
  let services = new ServicesInMemory();
  let { bookmarks, store } = services;
  beforeEach(() => {
    services = new ServicesInMemory();
    ({ bookmarks, store } = services);
  });

  it("says where bookmarks are, in one change, and leaves the time of the last decision", async () => {
    const first = await bookmarks.add({ path: "a.ts", line: 1, label: "l" });
    const second = await bookmarks.add({ path: "a.ts", line: 2 });
    const writes = store.writes.length;
    const changed = await bookmarks.follow([
      place(first, { line: 9, state: "moved" }),
      place(second, { state: "orphaned" }),
    ]);
    assert.equal(store.writes.length, writes + 1);
    assert.deepEqual(await bookmarks.list(), [
      { ...second, anchor, state: "orphaned" },
      { ...first, line: 9, anchor, state: "moved" },
    ]);
    assert.equal(changed.length, 2);
  });

  it("leaves out what was overtaken or is gone, and writes nothing for what is so already", async () => {
    const bookmark = await bookmarks.add({ path: "a.ts", line: 1, anchor });
    const edited = await bookmarks.edit(bookmark.id, { line: 5, anchor });
    await services.writesNothing(async () => {
      assert.deepEqual(await bookmarks.follow([place(bookmark, { line: 2 })]), []);
      assert.deepEqual(await bookmarks.follow([place({ ...bookmark, id: "gone" }, { line: 2 })]), []);
      assert.deepEqual(await bookmarks.follow([place(edited, {})]), []);
      assert.deepEqual(await bookmarks.follow([]), []);
    });
  });

  it("makes no document", () =>
    services.writesNothing(async () => {
      assert.deepEqual(await bookmarks.movePaths([{ from: "a", to: "b" }]), []);
    }));

  it("may bring two bookmarks to one line, and toggling it takes both", async () => {
    const first = await bookmarks.add({ path: "a.ts", line: 1 });
    await bookmarks.add({ path: "a.ts", line: 2 });
    await bookmarks.follow([place(first, { line: 2 })]);
    assert.deepEqual(lines(await bookmarks.list()), ["a.ts:2", "a.ts:2"]);
    assert.equal((await bookmarks.toggle([{ path: "a.ts", line: 2 }])).removed.length, 2);
  });

  it("refuses a path outside the folder", async () => {
    const bookmark = await bookmarks.add({ path: "a.ts", line: 1 });
    await services.refuses("INVALID", () => bookmarks.follow([place(bookmark, { path: "../a.ts" })]));
    await services.refuses("INVALID", () => bookmarks.movePaths([{ from: "a.ts", to: "/etc/a.ts" }]));
  });

  it("never loses a bookmark or a word that a person wrote, whatever it is told", async () => {
    const report = fc.record({
      index: fc.nat(4),
      stale: fc.boolean(),
      line: fc.integer({ min: 1, max: 5 }),
      state: fc.constantFrom("anchored" as const, "moved" as const, "orphaned" as const),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(report), async (reports) => {
        const { bookmarks: fresh } = new ServicesInMemory();
        for (let line = 1; line <= 5; line++) {
          await fresh.add({ path: "a.ts", line, label: `l${line}` });
        }
        const before = await fresh.list();
        const places = reports.flatMap(({ index, stale, line, state }) => {
          const bookmark = before[index];
          return bookmark === undefined
            ? []
            : [place(bookmark, { line, state, ...(stale ? { from: stalePlace } : {}) })];
        });
        await fresh.follow(places);
        await fresh.follow(places);
        const words = (all: readonly Bookmark[]) =>
          all.map(({ id, label, updatedAt }) => [id, label, updatedAt]).sort();
        assert.deepEqual(words(await fresh.list()), words(before));
      }),
    );
  });
});

const stalePlace = { path: "a.ts", line: 999, state: "anchored" as const };

describe("renaming files and folders", () => {
  async function renamed(paths: readonly string[], moves: readonly (readonly [string, string])[]) {
    const { bookmarks } = new ServicesInMemory();
    for (const path of paths) {
      await bookmarks.add({ path, line: 1 });
    }
    await bookmarks.movePaths(moves.map(([from, to]) => ({ from, to })));
    return (await bookmarks.list()).map(({ path }) => path);
  }

  it("of a folder leaves the folders alone whose names begin like it: `src` is not `src2` (VB takes both)", async () => {
    assert.deepEqual(await renamed(["src/a.ts", "src2/a.ts", "src.ts", "x/src/a.ts"], [["src", "lib"]]), [
      "lib/a.ts",
      "src.ts",
      "src2/a.ts",
      "x/src/a.ts",
    ]);
  });

  it("may swap two files, and what is inside a folder goes its own way", async () => {
    assert.deepEqual(
      await renamed(
        ["a", "b"],
        [
          ["a", "b"],
          ["b", "a"],
        ],
      ),
      ["a", "b"],
    );
    const moves = [
      ["src", "lib"],
      ["src/deep", "deep"],
    ] as const;
    assert.deepEqual(await renamed(["src/a", "src/deep/b"], moves), ["deep/b", "lib/a"]);
  });

  it("takes bookmarks of whole files and folders along, and keeps the time of the last decision", async () => {
    const { bookmarks } = new ServicesInMemory();
    const folder = await bookmarks.add({ path: "src", line: 1, target: "folder" });
    const [moved] = await bookmarks.movePaths([{ from: "src", to: "lib" }]);
    assert.deepEqual(moved, { ...folder, path: "lib" });
  });

  it("there and back is as if nothing had happened", async () => {
    const names = fc.constantFrom("a", "b", "ab", "c");
    const paths = fc.uniqueArray(fc.array(names, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/")));
    await fc.assert(
      fc.asyncProperty(paths, names, async (all, from) => {
        const { bookmarks } = new ServicesInMemory();
        await bookmarks.importAll(all.map((path) => ({ path, line: 1 })));
        const before = await bookmarks.list();
        const moved = await bookmarks.movePaths([{ from, to: "new/place" }]);
        assert.equal(moved.length, all.filter((path) => path === from || path.startsWith(`${from}/`)).length);
        await bookmarks.movePaths([{ from: "new/place", to: from }]);
        assert.deepEqual(await bookmarks.list(), before);
      }),
    );
  });
});
