import assert from "node:assert/strict";
import { expanded, type Selected, shrunk } from "../../../src/vscode/editor/selection-steps";

const at = (line: number) => ({ line, character: 0 });
const selected = (anchor: number, active: number): Selected => ({ anchor: at(anchor), active: at(active) });
const lines = (selection: Selected | undefined) => selection && [selection.anchor.line, selection.active.line];
const bookmarks = [at(3), at(6), at(9)];

describe("A selection between bookmarks", () => {
  it("grows from the cursor to the next one and on from there", () => {
    assert.deepEqual(lines(expanded(selected(4, 4), bookmarks, "next")), [4, 6]);
    assert.deepEqual(lines(expanded(selected(4, 6), bookmarks, "next")), [4, 9]);
    assert.equal(expanded(selected(4, 9), bookmarks, "next"), undefined);
  });

  it("grows upwards", () => {
    assert.deepEqual(lines(expanded(selected(7, 7), bookmarks, "previous")), [7, 6]);
    assert.deepEqual(lines(expanded(selected(7, 6), bookmarks, "previous")), [7, 3]);
    assert.equal(expanded(selected(7, 3), bookmarks, "previous"), undefined);
  });

  it("turns round at its anchor", () => {
    assert.deepEqual(lines(expanded(selected(7, 3), bookmarks, "next")), [7, 9]);
    assert.deepEqual(lines(expanded(selected(5, 9), bookmarks, "previous")), [5, 3]);
  });

  it("shrinks to the bookmark before its active end, never beyond its anchor", () => {
    assert.deepEqual(lines(shrunk(selected(4, 9), bookmarks)), [4, 6]);
    assert.equal(shrunk(selected(4, 6), bookmarks), undefined);
    assert.deepEqual(lines(shrunk(selected(8, 3), bookmarks)), [8, 6]);
    assert.equal(shrunk(selected(8, 6), bookmarks), undefined);
  });

  it("shrinks to nothing on a bookmark that is its anchor's line", () => {
    assert.deepEqual(lines(shrunk(selected(6, 9), bookmarks)), [6, 6]);
  });
});
