import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import type { Bookmark } from "../../../../src/core/bookmarks/bookmark";
import { BookmarkHistory } from "../../../../src/core/bookmarks/bookmark-history";
import type { BookmarkService } from "../../../../src/core/bookmarks/bookmark-service";
import { ServicesInMemory } from "../../../helpers/services-in-memory";
import { rejectsWith } from "../../../helpers/throws-with";

const at = (line: number, path = "a.ts") => ({ path, line });
const anchor = { text: "x", before: [], after: [] };

function moved(bookmark: Bookmark, line: number) {
  return { id: bookmark.id, from: bookmark, path: bookmark.path, line, column: 1, anchor, state: "moved" as const };
}

describe("undo and redo of bookmarks", () => {
  let services = new ServicesInMemory();
  let { bookmarks, history } = services;
  beforeEach(() => {
    services = new ServicesInMemory();
    ({ bookmarks, history } = services);
  });

  it("bring back what was removed, just as it was, and remove it again", async () => {
    const { id } = await bookmarks.add({ ...at(1), label: "l", note: "n" });
    const before = await bookmarks.overview();
    await bookmarks.remove([id]);
    assert.deepEqual(await history.undo(), { what: "Remove bookmarks", count: 1 });
    assert.deepEqual(await bookmarks.overview(), before);
    assert.deepEqual(await history.redo(), { what: "Remove bookmarks", count: 1 });
    assert.deepEqual(await bookmarks.list(), []);
  });

  it("refuse when there is nothing, and say what there is", async () => {
    assert.deepEqual([history.canUndo, history.canRedo], [false, false]);
    await rejectsWith("PRECONDITION", history.undo());
    await rejectsWith("PRECONDITION", history.redo());
    await bookmarks.add(at(1));
    assert.deepEqual([history.canUndo, history.canRedo], [true, false]);
    await history.undo();
    assert.deepEqual([history.canUndo, history.canRedo], [false, true]);
    await bookmarks.add(at(2));
    assert.deepEqual([history.canUndo, history.canRedo], [true, false]);
  });

  it("take back only the fields that the change changed, and leave the bookmark where the code went", async () => {
    const added = await bookmarks.add(at(1));
    const labelled = await bookmarks.edit(added.id, { label: "l" });
    await bookmarks.follow([moved(labelled, 7)]);
    await history.undo();
    const [after] = await bookmarks.list();
    assert.deepEqual(after, { ...added, line: 7, anchor, state: "moved" });
    await history.undo();
    assert.deepEqual(await bookmarks.list(), []);
  });

  it("bring a bookmark back to the line that a person took it from", async () => {
    const added = await bookmarks.add({ ...at(1), anchor });
    const edited = await bookmarks.edit(added.id, { line: 5 });
    await bookmarks.follow([moved(edited, 7)]);
    await history.undo();
    assert.deepEqual(await bookmarks.list(), [added]);
  });

  it("don't know of what follows the code", async () => {
    const added = await bookmarks.add(at(1));
    await history.undo();
    await history.redo();
    await bookmarks.follow([moved(added, 3)]);
    await bookmarks.movePaths([{ from: "a.ts", to: "b.ts" }]);
    assert.deepEqual(await history.undo(), { what: "Add bookmark", count: 1 });
  });

  describe("when someone else was there", () => {
    let others: BookmarkService;
    beforeEach(() => {
      others = services.bookmarkService(new BookmarkHistory());
    });

    it("refuse what was changed since, change nothing, and go on to the change before", async () => {
      await bookmarks.createList({ name: "review" });
      const { id } = await bookmarks.add({ ...at(1), label: "mine" });
      await others.edit(id, { note: "theirs" });
      await services.refuses("CONFLICT", () => history.undo());
      assert.deepEqual(await history.undo(), { what: "Create list", count: 1 });
      assert.equal((await bookmarks.list()).length, 1);
    });

    it("refuse what was added and is gone, and what was removed and is there again", async () => {
      const { id } = await bookmarks.add(at(1));
      const [removed = []] = [await others.remove([id])];
      await services.refuses("CONFLICT", () => history.undo());
      await bookmarks.restore(removed);
      await bookmarks.remove([id]);
      await others.restore(removed);
      await services.refuses("CONFLICT", () => history.undo());
    });

    it("refuse what a person changed by hand, who leaves the time as it is", async () => {
      await bookmarks.add({ ...at(1), label: "mine" });
      const text = services.store.texts.get("bookmarks") ?? "";
      services.store.putByHand("bookmarks", text.replace("mine", "theirs"));
      await services.refuses("CONFLICT", () => history.undo());
    });

    it("take back mine and leave theirs on other bookmarks and lists", async () => {
      await bookmarks.add(at(1));
      await bookmarks.createList({ name: "mine" });
      const theirs = await others.add(at(2));
      await others.createList({ name: "theirs" });
      await history.undo();
      await history.undo();
      const { bookmarks: left, lists } = await bookmarks.overview();
      assert.deepEqual([left, lists], [[theirs], [{ name: "theirs" }]]);
    });

    it("name the bookmark and say that someone else changed it", async () => {
      const { id } = await bookmarks.add({ ...at(3), label: "mine" });
      await others.edit(id, { label: "theirs" });
      await assert.rejects(history.undo(), /“mine” \(a\.ts:3\) was changed by someone else/);
    });
  });

  it("forget the changes of a folder that was closed", async () => {
    const { id } = await bookmarks.add(at(1));
    const other = new ServicesInMemory();
    const shared = new BookmarkHistory();
    const service = other.bookmarkService(shared);
    await service.add(at(1));
    assert.ok(shared.canUndo);
    shared.dispose();
    assert.ok(!shared.canUndo);
    assert.ok(history.canUndo, id);
  });

  it("remember the last 200 changes", async () => {
    for (let line = 1; line <= 205; line++) {
      await bookmarks.add(at(line));
    }
    for (let count = 0; count < 200; count++) {
      await history.undo();
    }
    assert.equal((await bookmarks.list()).length, 5);
    assert.ok(!history.canUndo);
  });

  it("restore every document on the way back and on the way forth, whatever was done", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 12 }), async (operations) => {
        const fresh = new ServicesInMemory();
        const states = await statesAfter(operations, fresh);
        for (const state of states.slice(0, -1).toReversed()) {
          await fresh.history.undo();
          assert.deepEqual(await stateOf(fresh), state);
        }
        for (const state of states.slice(1)) {
          await fresh.history.redo();
          assert.deepEqual(await stateOf(fresh), state);
        }
        assert.ok(!fresh.history.canRedo);
      }),
    );
  });
});

/** The first state and each that is another than the one before. */
async function statesAfter(operations: readonly Operation[], services: ServicesInMemory): Promise<unknown[]> {
  const states = [await stateOf(services)];
  for (const run of operations) {
    await run(services.bookmarks).catch(() => {});
    const state = await stateOf(services);
    if (!isDeepStrictEqual(state, states.at(-1))) {
      states.push(state);
    }
  }
  return states;
}

async function stateOf({ store }: ServicesInMemory): Promise<unknown> {
  const { bookmarks = [], lists = [], defaultList } = JSON.parse(store.texts.get("bookmarks") ?? "{}");
  return { bookmarks, lists, defaultList };
}

type Operation = (bookmarks: BookmarkService) => Promise<unknown>;

const line = fc.integer({ min: 1, max: 4 });
const path = fc.constantFrom("a.ts", "src/b.ts");
const name = fc.constantFrom("one", "two", "three");
const digit = fc.constantFrom("0", "1");
const scope = fc.constantFrom("file" as const, "all" as const, "duplicates" as const);

async function pick(bookmarks: BookmarkService, index: number): Promise<string> {
  const all = await bookmarks.list();
  return all[index % Math.max(1, all.length)]?.id ?? "none";
}

const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.tuple(path, line, fc.option(name, { nil: undefined })).map(
    ([path, line, list]): Operation =>
      (bookmarks) =>
        bookmarks.add({ path, line, list }),
  ),
  fc.tuple(path, fc.array(line, { maxLength: 3 }), fc.boolean()).map(
    ([path, lines, together]): Operation =>
      (bookmarks) =>
        bookmarks.toggle(
          lines.map((line) => ({ path, line })),
          together ? "allLinesAtOnce" : "eachLineIndependently",
        ),
  ),
  fc.tuple(line, line, name).map(
    ([index, line, list]): Operation =>
      async (bookmarks) =>
        bookmarks.edit(await pick(bookmarks, index), { line, list, label: list }),
  ),
  line.map(
    (index): Operation =>
      async (bookmarks) =>
        bookmarks.remove([await pick(bookmarks, index)]),
  ),
  path.map(
    (path): Operation =>
      (bookmarks) =>
        bookmarks.clear(path),
  ),
  fc.tuple(line, line, fc.option(name)).map(
    ([first, second, list]): Operation =>
      async (bookmarks) =>
        bookmarks.place([await pick(bookmarks, first)], { list, before: await pick(bookmarks, second) }),
  ),
  fc.tuple(line, fc.option(name)).map(
    ([first, list]): Operation =>
      async (bookmarks) =>
        bookmarks.place([await pick(bookmarks, first)], { list }),
  ),
  fc.tuple(path, line, digit, scope).map(
    ([path, line, digit, scope]): Operation =>
      (bookmarks) =>
        bookmarks.toggleMnemonic({ path, line }, digit, scope),
  ),
  name.map(
    (name): Operation =>
      (bookmarks) =>
        bookmarks.createList({ name }),
  ),
  fc.tuple(name, name, fc.constantFrom("red", null)).map(
    ([from, name, color]): Operation =>
      (bookmarks) =>
        bookmarks.editList(from, { name, color }),
  ),
  fc.tuple(name, fc.constantFrom("keep" as const, "remove" as const)).map(
    ([name, what]): Operation =>
      (bookmarks) =>
        bookmarks.deleteList(name, what),
  ),
  fc.option(name).map(
    (name): Operation =>
      (bookmarks) =>
        bookmarks.setDefaultList(name),
  ),
  line.map(
    (index): Operation =>
      async (bookmarks) => {
        const trash = await bookmarks.trash();
        return bookmarks.restoreFromTrash(trash.slice(0, index).map(({ bookmark }) => bookmark.id));
      },
  ),
);
