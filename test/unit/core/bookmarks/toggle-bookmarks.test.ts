import assert from "node:assert/strict";
import fc from "fast-check";
import { ServicesInMemory } from "../../../helpers/services-in-memory";

const places = (bookmarks: readonly { readonly path: string; readonly line: number }[]) =>
  bookmarks.map(({ path, line }) => `${path}:${line}`);

describe("toggling bookmarks", () => {
  let services = new ServicesInMemory();
  let { store, bookmarks } = services;
  beforeEach(() => {
    services = new ServicesInMemory();
    ({ store, bookmarks } = services);
  });

  it("sets bookmarks on lines without one and removes those of the others, in one change", async () => {
    await bookmarks.add({ path: "a.ts", line: 1 });
    const changes = store.writes.length;
    const { added, removed } = await bookmarks.toggle([
      { path: "a.ts", line: 2 },
      { path: "a.ts", line: 1 },
      { path: "b.ts", line: 1 },
    ]);
    assert.deepEqual([places(added), places(removed)], [["a.ts:2", "b.ts:1"], ["a.ts:1"]]);
    assert.deepEqual(places(await bookmarks.list()), ["a.ts:2", "b.ts:1"]);
    assert.equal(store.writes.length, changes + 1);
  });

  it("removes none where bookmarks are only to be added, not even when somebody else was faster", async () => {
    const faster = await bookmarks.add({ path: "a.ts", line: 1 });
    const lines = [1, 2].map((line) => ({ path: "a.ts", line }));
    const { added, removed } = await bookmarks.toggle(lines, "addOnly");
    assert.deepEqual([places(added), removed], [["a.ts:2"], []]);
    await services.writesNothing(() => bookmarks.toggle(lines, "addOnly"));
    assert.deepEqual(await bookmarks.list(), [faster, ...added]);
  });

  it("counts a line once, however many cursors are on it", async () => {
    const { added } = await bookmarks.toggle([
      { path: "a.ts", line: 1, column: 4 },
      { path: "a.ts", line: 1, column: 9 },
    ]);
    assert.deepEqual(
      added.map(({ column }) => column),
      [4],
    );
    assert.equal((await bookmarks.list()).length, 1);
  });

  it("labels the bookmark that is there when it comes with a label", async () => {
    const { id, createdAt } = await bookmarks.add({ path: "a.ts", line: 1, note: "stays" });
    const { added, removed } = await bookmarks.toggle([{ path: "a.ts", line: 1, label: "new" }]);
    assert.deepEqual(removed, []);
    const [labelled] = added;
    assert.deepEqual([labelled?.id, labelled?.label, labelled?.note], [id, "new", "stays"]);
    assert.equal(labelled?.createdAt, createdAt);
    assert.notEqual(labelled?.updatedAt, createdAt);
  });

  it("leaves alone what lost its line there: nobody sees it on the line that is there now", async () => {
    const lost = await bookmarks.add({ path: "a.ts", line: 1, label: "lost" });
    await bookmarks.follow([{ ...lost, from: lost, state: "orphaned" }]);
    const { added, removed } = await bookmarks.toggle([{ path: "a.ts", line: 1 }]);
    assert.deepEqual([places(added), removed], [["a.ts:1"], []]);
    assert.deepEqual(await bookmarks.toggle([{ path: "a.ts", line: 1 }]), { added: [], removed: added });
    assert.equal((await bookmarks.add({ path: "a.ts", line: 1 })).line, 1);
    assert.equal((await bookmarks.list()).length, 2);
  });

  it("writes nothing when the label is there already", async () => {
    await bookmarks.add({ path: "a.ts", line: 1, label: "same" });
    await services.writesNothing(() => bookmarks.toggle([{ path: "a.ts", line: 1, label: "same" }]));
  });

  it("does nothing with nothing", () =>
    services.writesNothing(async () => assert.deepEqual(await bookmarks.toggle([]), { added: [], removed: [] })));

  it("refuses all when one is bad", () =>
    services.refuses("INVALID", () =>
      bookmarks.toggle([
        { path: "a.ts", line: 1 },
        { path: "a.ts", line: 0 },
      ]),
    ));

  it("twice is as if nothing had happened, whatever the lines", async () => {
    const inputs = fc.array(fc.record({ path: fc.constantFrom("a", "b"), line: fc.integer({ min: 1, max: 5 }) }));
    await fc.assert(
      fc.asyncProperty(inputs, inputs, async (first, second) => {
        const { bookmarks: fresh } = new ServicesInMemory();
        await fresh.toggle(first);
        const before = places(await fresh.list());
        const once = await fresh.toggle(second);
        const back = await fresh.toggle(second);
        assert.deepEqual(places(await fresh.list()), before);
        assert.deepEqual([places(back.added), places(back.removed)], [places(once.removed), places(once.added)]);
      }),
    );
  });
});
