import assert from "node:assert/strict";
import { ServicesInMemory } from "../../../helpers/services-in-memory";

const at = (line: number) => ({ path: "a.ts", line });

describe("several bookmarks changed at once", () => {
  let services = new ServicesInMemory();
  let { bookmarks, history } = services;
  beforeEach(() => {
    services = new ServicesInMemory();
    ({ bookmarks, history } = services);
  });

  it("are one change, which one undo takes back", async () => {
    const ids = [(await bookmarks.add(at(1))).id, (await bookmarks.add(at(2))).id];
    const before = await bookmarks.overview();
    const writes = services.store.writes.length;
    const changed = await bookmarks.editAll(ids, { color: "red", tags: ["slow"], branch: "main" });
    assert.equal(services.store.writes.length, writes + 1);
    assert.deepEqual(await bookmarks.list(), changed);
    assert.deepEqual(
      changed.map(({ color, tags, branch }) => [color, tags, branch]),
      [
        ["red", ["slow"], "main"],
        ["red", ["slow"], "main"],
      ],
    );
    assert.deepEqual(await history.undo(), { what: "Change bookmarks", count: 2 });
    assert.deepEqual(await bookmarks.overview(), before);
  });

  it("come into a list as it is spelled, and lose only a place in another one", async () => {
    await bookmarks.createList({ name: "Review" });
    const [one, two] = [await bookmarks.add({ ...at(1), list: "review" }), await bookmarks.add(at(2))];
    const three = await bookmarks.add({ ...at(3), list: "Review" });
    await bookmarks.place([three.id], { before: one.id });
    const changed = await bookmarks.editAll([two.id, three.id], { list: "REVIEW" });
    assert.deepEqual(
      changed.map(({ line, list, order }) => [line, list, order === undefined]),
      [
        [2, "Review", true],
        [3, "Review", false],
      ],
    );
  });

  it("may be gone already, but not all of them", async () => {
    const [one, two] = [await bookmarks.add(at(1)), await bookmarks.add(at(2))];
    await bookmarks.remove([two.id]);
    const changed = await bookmarks.editAll([two.id, one.id], { icon: "bug" });
    assert.deepEqual(
      changed.map(({ id }) => id),
      [one.id],
    );
    await services.refuses("NOT_FOUND", () => bookmarks.editAll([two.id], { icon: "bug" }));
    await services.refuses("INVALID", () => bookmarks.editAll([one.id], { color: "reddish" }));
    await services.writesNothing(() => bookmarks.editAll([one.id], { icon: "bug" }));
    await services.writesNothing(() => bookmarks.editAll([], { icon: "bug" }));
  });
});
