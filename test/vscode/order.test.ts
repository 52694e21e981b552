import assert from "node:assert/strict";
import { nearestTo, placesFrom } from "../../src/vscode/editor/neighbours";
import { placementAt } from "../../src/vscode/views/drop-placement";

const place = (folderIndex: number, path: string, line: number) => ({ folderIndex, path, line });
const places = [place(0, "a.ts", 2), place(0, "a.ts", 9), place(0, "b.ts", 1), place(1, "a.ts", 1)];
const lines = (found: typeof places) => found.map((one) => `${one.folderIndex}/${one.path}:${one.line}`);

describe("The way from bookmark to bookmark", () => {
  it("starts behind the cursor and ends where the cursor is", () => {
    const way = placesFrom(places, place(0, "a.ts", 9), "next");
    assert.deepEqual(lines([...way]), ["0/b.ts:1", "1/a.ts:1", "0/a.ts:2", "0/a.ts:9"]);
  });

  it("goes backwards too", () => {
    const way = placesFrom(places, place(0, "a.ts", 9), "previous");
    assert.deepEqual(lines([...way]), ["0/a.ts:2", "1/a.ts:1", "0/b.ts:1", "0/a.ts:9"]);
  });

  it("starts at the first, or the last, without a cursor", () => {
    assert.deepEqual(lines([...placesFrom(places, undefined, "next")])[0], "0/a.ts:2");
    assert.deepEqual(lines([...placesFrom(places, undefined, "previous")])[0], "1/a.ts:1");
  });

  it("ends at the last one where it does not go round", () => {
    assert.deepEqual(lines([...placesFrom(places, place(0, "b.ts", 1), "next", false)]), ["1/a.ts:1"]);
    assert.deepEqual(lines([...placesFrom(places, place(1, "a.ts", 1), "next", false)]), []);
  });

  it("may start at the nearest", () => {
    const nearest = [1, 5, 6, 100].map((line) => nearestTo(line, places.slice(0, 2))?.line);
    assert.deepEqual(nearest, [2, 2, 9, 9]);
    assert.equal(nearestTo(1, []), undefined);
  });

  it("finds its way from a line and a file without bookmarks", () => {
    assert.deepEqual(lines([...placesFrom(places, place(0, "aa.ts", 5), "next")])[0], "0/b.ts:1");
    assert.deepEqual(lines([...placesFrom(places, place(0, "aa.ts", 5), "previous")])[0], "0/a.ts:9");
  });
});

describe("A drop", () => {
  it("takes the place of the row that it falls on", () => {
    assert.deepEqual(placementAt(["a", "b", "c"], "a", "c"), { after: "c" });
    assert.deepEqual(placementAt(["a", "b", "c"], "c", "a"), { before: "a" });
    assert.deepEqual(placementAt(["a", "b", "c"], "from elsewhere", "b"), { before: "b" });
  });
});
