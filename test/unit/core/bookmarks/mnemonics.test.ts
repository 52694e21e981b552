import assert from "node:assert/strict";
import { ServicesInMemory } from "../../../helpers/services-in-memory";

describe("numbering bookmarks", () => {
  let services = new ServicesInMemory();
  let { bookmarks } = services;
  beforeEach(() => {
    services = new ServicesInMemory();
    ({ bookmarks } = services);
  });

  const numbers = async () =>
    (await bookmarks.list()).map(({ path, line, mnemonic }) => `${path}:${line} ${mnemonic ?? "-"}`);
  const at = (path: string, line: number) => ({ path, line });

  it("sets a bookmark with the number, and takes it away on the same line", async () => {
    const { added } = await bookmarks.toggleMnemonic(at("a", 1), "3", "all");
    assert.deepEqual(await numbers(), ["a:1 3"]);
    const { removed } = await bookmarks.toggleMnemonic(at("a", 1), "3", "all");
    assert.deepEqual(removed, added);
    assert.deepEqual(await numbers(), []);
  });

  it("gives the bookmark that is there the number, in place of the one it had", async () => {
    const { id } = await bookmarks.add({ ...at("a", 1), label: "l" });
    await bookmarks.toggleMnemonic(at("a", 1), "1", "all");
    const { added } = await bookmarks.toggleMnemonic(at("a", 1), "2", "all");
    assert.deepEqual(
      added.map((bookmark) => [bookmark.id, bookmark.label, bookmark.mnemonic]),
      [[id, "l", "2"]],
    );
  });

  it("that is set where it is already stays, with the bookmark", async () => {
    const { added } = await bookmarks.setMnemonic(at("a", 1), "3", "all");
    assert.equal(added.length, 1);
    await services.writesNothing(() => bookmarks.setMnemonic(at("a", 1), "3", "all"));
    assert.deepEqual(await bookmarks.list(), added);
  });

  for (const [scope, expected] of [
    ["file", ["a:2 0", "b:1 0"]],
    ["all", ["a:2 0"]],
    ["duplicates", ["a:1 0", "a:2 0", "b:1 0"]],
  ] as const) {
    it(`moves the number within the scope “${scope}”`, async () => {
      await bookmarks.toggleMnemonic(at("a", 1), "0", "duplicates");
      await bookmarks.toggleMnemonic(at("b", 1), "0", "duplicates");
      await bookmarks.toggleMnemonic(at("a", 2), "0", scope);
      assert.deepEqual(await numbers(), expected);
    });
  }

  it("leaves a bookmark that says more than its number", async () => {
    await bookmarks.add({ ...at("a", 1), label: "l" });
    await bookmarks.toggleMnemonic(at("a", 1), "0", "all");
    await bookmarks.toggleMnemonic(at("a", 5), "0", "all");
    assert.deepEqual(await numbers(), ["a:1 -", "a:5 0"]);
  });

  it("takes digits only", async () => {
    for (const mnemonic of ["", "a", "10"]) {
      await services.refuses("INVALID", () => bookmarks.toggleMnemonic(at("a", 1), mnemonic, "all"));
    }
  });
});
