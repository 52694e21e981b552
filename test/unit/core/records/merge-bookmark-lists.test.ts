import assert from "node:assert/strict";
import type { Bookmark, BookmarkList } from "../../../../src/core/bookmarks/bookmark";
import { bookmarksCodec } from "../../../../src/core/bookmarks/bookmarks-document";
import { mergeTexts } from "../../../../src/core/records/merge-documents";
import { at, bookmark, mergeBookmarks } from "./merging";

interface Side {
  readonly lists?: readonly BookmarkList[];
  readonly defaultList?: string;
  readonly bookmarks?: readonly Bookmark[];
}

function merge(base: Side | undefined, ours: Side, theirs: Side) {
  const text = (side: Side) => bookmarksCodec.format({ version: 1, bookmarks: [], ...side });
  const texts = { base: base === undefined ? "" : text(base), ours: text(ours), theirs: text(theirs) };
  const merged = mergeTexts("bookmarks", texts);
  return { ...bookmarksCodec.parse(merged.text).value, conflicts: merged.conflicts };
}

const names = ({ lists = [] }: { lists?: readonly BookmarkList[] | undefined }) => lists.map(({ name }) => name);

describe("merging lists of bookmarks", () => {
  const [a, b, c] = [{ name: "a" }, { name: "b" }, { name: "c" }];

  it("has what either side added, once for each name, and not what one removed", () => {
    const merged = merge({ lists: [a, b] }, { lists: [a, b, c] }, { lists: [a, { name: "C" }] });
    assert.deepEqual([names(merged), merged.conflicts.map(({ field }) => field)], [["a", "c"], ["lists.c.name"]]);
  });

  it("merges what both changed of a list field by field", () => {
    const merged = merge({ lists: [a] }, { lists: [{ ...a, color: "red" }] }, { lists: [{ ...a, icon: "bug" }] });
    assert.deepEqual([merged.lists, merged.conflicts], [[{ ...a, color: "red", icon: "bug" }], []]);
  });

  it("keeps ours where both chose differently, and tells", () => {
    const merged = merge(
      { lists: [a, b], defaultList: "x" },
      { lists: [{ ...a, color: "red" }, b], defaultList: "a" },
      { lists: [{ ...a, color: "blue" }, b], defaultList: "b" },
    );
    assert.deepEqual([merged.lists, merged.defaultList], [[{ ...a, color: "red" }, b], "a"]);
    assert.deepEqual(
      merged.conflicts.map(({ field, ours, theirs }) => [field, ours, theirs]),
      [
        ["defaultList", "a", "b"],
        ["lists.a.color", "red", "blue"],
      ],
    );
  });

  it("has the order of the side that changed it", () => {
    assert.deepEqual(names(merge({ lists: [a, b, c] }, { lists: [c, a, b] }, { lists: [a, b, c] })), ["c", "a", "b"]);
    assert.deepEqual(names(merge({ lists: [a, b, c] }, { lists: [a, b, c] }, { lists: [c, a, b] })), ["c", "a", "b"]);
  });

  it("makes no field where nobody has lists", () => {
    assert.ok(!("lists" in merge({ lists: [a] }, {}, { lists: [a] })));
    assert.ok(!("lists" in merge(undefined, {}, {})));
  });
});

describe("merging bookmarks that the code took along", () => {
  const base = bookmark("b", { line: 2 });
  const followed = { ...base, line: 7, path: "other.ts", state: "moved" as const };

  it("does not bring back what the other side removed", () => {
    assert.deepEqual(mergeBookmarks([base], [], [followed]).bookmarks, []);
    assert.deepEqual(mergeBookmarks([base], [followed], []).bookmarks, []);
  });

  it("brings back what somebody changed as well", () => {
    const edited = { ...followed, label: "l", updatedAt: at(1) };
    assert.deepEqual(mergeBookmarks([base], [], [edited]).bookmarks, [edited]);
  });

  it("tells of two numbers for one bookmark, and keeps ours", () => {
    const [ours, theirs] = [
      { ...base, mnemonic: "1" },
      { ...base, mnemonic: "2" },
    ];
    const { bookmarks, conflicts } = mergeBookmarks([base], [ours], [theirs]);
    assert.deepEqual([bookmarks, conflicts.map(({ field }) => field)], [[ours], ["mnemonic"]]);
  });
});
