import assert from "node:assert/strict";
import fc from "fast-check";
import { byManualOrder } from "../../../../src/core/bookmarks/manual-order";
import { ServicesInMemory } from "../../../helpers/services-in-memory";

describe("putting bookmarks into order", () => {
  let services = new ServicesInMemory();
  let { bookmarks } = services;
  beforeEach(() => {
    services = new ServicesInMemory();
    ({ bookmarks } = services);
  });

  const add = async (label: string, line: number, list?: string) =>
    (await bookmarks.add({ path: "a.ts", line, label, list })).id;

  async function labels(list?: string) {
    const all = (await bookmarks.list()).filter((bookmark) => bookmark.list === list);
    return all
      .toSorted(byManualOrder)
      .map(({ label }) => label)
      .join(" ");
  }

  it("starts from the order by place", async () => {
    const [a, , c] = [await add("a", 1), await add("b", 2), await add("c", 3)];
    await bookmarks.place([c], { before: a });
    assert.equal(await labels(), "c a b");
    await bookmarks.place([a], {});
    assert.equal(await labels(), "c b a");
  });

  it("puts several in the order in which they are named, before one or at the end", async () => {
    const [a, b, c, d] = [await add("a", 1), await add("b", 2), await add("c", 3), await add("d", 4)];
    await bookmarks.place([d, a], { before: c });
    assert.equal(await labels(), "b d a c");
    await bookmarks.place([c, b], { before: b });
    assert.equal(await labels(), "c b d a");
    await bookmarks.place([b, d], {});
    assert.equal(await labels(), "c a b d");
  });

  it("moves into another list and out of every list", async () => {
    const [a, b] = [await add("a", 1, "one"), await add("b", 2, "two")];
    const [moved] = await bookmarks.place([a], { list: "TWO", before: b });
    assert.equal(moved?.list, "two");
    assert.equal(await labels("two"), "a b");
    await bookmarks.place([b], { list: null });
    assert.deepEqual([await labels("two"), await labels()], ["a", "b"]);
  });

  it("writes nothing where they are there already", async () => {
    const [a, b] = [await add("a", 1), await add("b", 2)];
    await services.writesNothing(() => bookmarks.place([a], { before: b }));
    await services.writesNothing(() => bookmarks.place([b], {}));
    await services.writesNothing(() => bookmarks.place([a], { before: a }));
    await services.writesNothing(() => bookmarks.place([], {}));
  });

  it("refuses what is not there, and a neighbour of another list", async () => {
    const [a, b] = [await add("a", 1, "one"), await add("b", 2)];
    await services.refuses("NOT_FOUND", () => bookmarks.place(["unknown"], {}));
    await services.refuses("NOT_FOUND", () => bookmarks.place([a], { before: "unknown" }));
    await services.refuses("NOT_FOUND", () => bookmarks.place([a], { before: b }));
    await services.refuses("INVALID", () => bookmarks.place(["../x"], {}));
  });

  it("touches the time of the moved ones only, also when it makes room", async () => {
    const ids = [await add("a", 1), await add("b", 2), await add("c", 3)];
    const times = new Map((await bookmarks.list()).map(({ id, updatedAt }) => [id, updatedAt]));
    const [, , last = ""] = ids;
    await bookmarks.place([last], { before: ids[0] });
    const touched = (await bookmarks.list()).filter(({ id, updatedAt }) => times.get(id) !== updatedAt);
    assert.deepEqual(
      touched.map(({ id }) => id),
      [last],
    );
  });

  it("keeps numbers short however often bookmarks change places", async () => {
    const [a, b, c] = [await add("a", 1), await add("b", 2), await add("c", 3)];
    for (let round = 0; round < 60; round++) {
      await bookmarks.place([c], { before: b });
      await bookmarks.place([b], { before: c });
    }
    assert.equal(await labels(), "a b c");
    for (const { order } of await bookmarks.list()) {
      assert.match(String(order ?? 0), /^-?\d{1,9}(\.\d{1,3})?$/);
    }
    assert.ok(a);
  });

  it("is what a list would do, whatever is moved where", async () => {
    const move = fc.record({ ids: fc.uniqueArray(fc.nat(4), { minLength: 1 }), before: fc.option(fc.nat(4)) });
    await fc.assert(
      fc.asyncProperty(fc.array(move), async (moves) => {
        const { bookmarks: fresh } = new ServicesInMemory();
        const { added } = await fresh.importAll([1, 2, 3, 4, 5].map((line) => ({ path: "a.ts", line })));
        const ids = added.map(({ id }) => id);
        let model = ids;
        for (const { ids: moved, before } of moves) {
          const arrivals = moved.flatMap((index) => ids[index] ?? []);
          const target = before === null ? undefined : ids[before];
          await fresh.place(arrivals, { before: target });
          const place = target === undefined ? model.length : model.indexOf(target);
          const isOther = (id: string) => !arrivals.includes(id);
          model = [...model.slice(0, place).filter(isOther), ...arrivals, ...model.slice(place).filter(isOther)];
        }
        assert.deepEqual(
          (await fresh.list()).toSorted(byManualOrder).map(({ id }) => id),
          model,
        );
      }),
    );
  });
});
