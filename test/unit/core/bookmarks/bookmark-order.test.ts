import assert from "node:assert/strict";
import fc from "fast-check";
import type { Bookmark } from "../../../../src/core/bookmarks/bookmark";
import { bookmarkFrom } from "../../../../src/core/bookmarks/bookmark-input";
import { cleared, withBookmark, withChangedBookmark } from "../../../../src/core/bookmarks/bookmark-rules";
import { FileBookmarkRepository } from "../../../../src/core/bookmarks/file-bookmark-repository";
import { byPlace, sortedByPlace } from "../../../../src/core/bookmarks/place-order";
import { toggled } from "../../../../src/core/bookmarks/toggle-rules";
import type { DocumentCodec } from "../../../../src/core/storage/document-codec";
import type { DocumentKey, Stored } from "../../../../src/core/storage/document-store";
import { MemoryDocumentStore } from "../../../helpers/memory-document-store";

const time = "2026-01-31T12:00:00.000Z";
const at = (path: string, line: number, id = `${path[0]}${line}`) => bookmarkFrom({ path, line }, id, time);
const places = fc.array(fc.tuple(fc.constantFrom("a", "b", "B", "é"), fc.integer({ min: 1, max: 9 })));
const bookmarks = places.map((all) => all.map(([path, line], index) => at(path, line, `id${index}`)));
const ordered = [at("a.ts", 1), at("a.ts", 9), at("b.ts", 1)];

/** Hands out one value until the document changes, as the store of files does. */
class KeepingStore extends MemoryDocumentStore {
  private kept: Stored<unknown> | undefined;

  override async read<T>(key: DocumentKey, codec: DocumentCodec<T>): Promise<Stored<T> | undefined> {
    const stored = await super.read(key, codec);
    if (this.kept?.version !== stored?.version) {
      this.kept = stored;
    }
    return this.kept as Stored<T> | undefined;
  }
}

describe("the order of bookmarks", () => {
  it("is by path, line, column and id, whatever it was", () => {
    fc.assert(
      fc.property(bookmarks, (all) => {
        assert.deepEqual(sortedByPlace(all), all.toSorted(byPlace));
      }),
    );
  });

  it("is not made again where it is right", () => {
    assert.equal(sortedByPlace(ordered), ordered);
    const none: Bookmark[] = [];
    assert.equal(sortedByPlace(none), none);
  });

  it("is found once for each document that a person left in another one", async () => {
    const store = new KeepingStore();
    const repository = new FileBookmarkRepository(store);
    store.putByHand("bookmarks", { version: 1, bookmarks: ordered.toReversed() });
    const first = await repository.list();
    assert.deepEqual(first, ordered);
    assert.equal(await repository.list(), first);
    store.putByHand("bookmarks", { version: 1, bookmarks: [ordered[2], ordered[0]] });
    assert.deepEqual(await repository.list(), [ordered[0], ordered[2]]);
  });
});

describe("a change of bookmarks", () => {
  const document = { version: 1, bookmarks: ordered.toReversed() };
  const [first, second, third] = ordered;

  it("leaves all others the records that they were, in order", () => {
    const labelled = withChangedBookmark(document, "a9", { label: "l" }, time);
    assert.deepEqual(kept(labelled.document.bookmarks), [true, false, true]);
    assert.deepEqual(kept(withBookmark(document, at("a.ts", 5)).bookmarks), [true, false, true, true]);
    assert.deepEqual(kept(cleared(document, "b.ts").document.bookmarks), [true, true]);
    const { document: after } = toggled(document, [at("a.ts", 1), at("a.ts", 2)], time);
    assert.deepEqual(kept(after.bookmarks), [false, true, true]);
  });

  it("toggles all bookmarks of a line that has several", () => {
    const twin = at("a.ts", 9, "twin");
    const both = { version: 1, bookmarks: [...ordered, twin] };
    const { document: after, result } = toggled(both, [at("a.ts", 9, "new")], time);
    assert.deepEqual(after.bookmarks, [first, third]);
    assert.deepEqual(result, { added: [], removed: [second, twin] });
  });

  function kept(after: readonly Bookmark[]): readonly boolean[] {
    return after.map((bookmark) => ordered.includes(bookmark));
  }
});
