import assert from "node:assert/strict";
import type { Bookmark } from "../../../../src/core/bookmarks/bookmark";
import { type ListStep, placeAfterStep } from "../../../../src/core/bookmarks/list-step";
import { ServicesInMemory } from "../../../helpers/services-in-memory";

describe("a step in a list", () => {
  let { bookmarks } = new ServicesInMemory();
  beforeEach(() => {
    ({ bookmarks } = new ServicesInMemory());
  });

  /** The labels in the order of the list after a step of some, where those in brackets show nowhere. */
  async function stepped(before: string, moving: string, step: ListStep): Promise<string> {
    const members: Bookmark[] = [];
    for (const [index, label] of before.split(" ").entries()) {
      members.push(await bookmarks.add({ path: "a.ts", line: index + 1, label, list: "Tour" }));
    }
    const ids = members.filter(({ label = "" }) => moving.includes(label)).map(({ id }) => id);
    const isShown = ({ label = "" }: Bookmark) => !label.startsWith("(");
    const placement = placeAfterStep(members, new Set(ids), step, isShown);
    if (placement !== undefined) {
      await bookmarks.place(ids, placement);
    }
    const after = (await bookmarks.list()).toSorted(
      (left, right) => (left.order ?? left.line * 1e6) - (right.order ?? right.line * 1e6),
    );
    return after.map(({ label }) => label).join(" ");
  }

  const cases: readonly (readonly [before: string, moving: string, step: ListStep, after: string])[] = [
    ["a b c", "b", "up", "b a c"],
    ["a b c", "b", "down", "a c b"],
    ["a b c", "a", "up", "a b c"],
    ["a b c", "c", "down", "a b c"],
    ["a b c d", "cd", "up", "a c d b"],
    ["a b c d", "ab", "down", "c a b d"],
    ["a b c d e", "bd", "up", "b d a c e"],
    ["a b c d e", "bd", "down", "a c e b d"],
    ["a (x) (y) b", "b", "up", "b a (x) (y)"],
    ["a (x) b (y)", "a", "down", "(x) b a (y)"],
    ["(x) a", "a", "up", "(x) a"],
  ];
  for (const [before, moving, step, after] of cases) {
    it(`of ${moving} ${step} makes ${after} of ${before}`, async () => {
      assert.equal(await stepped(before, moving, step), after);
    });
  }
});
