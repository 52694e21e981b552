import assert from "node:assert/strict";
import { beforeEach, describe, it } from "mocha";
import type { BookmarkService } from "../../../../src/core/bookmarks/bookmark-service";
import { bookmarksCodec } from "../../../../src/core/bookmarks/bookmarks-document";
import { ServicesInMemory } from "../../../helpers/services-in-memory";

const written = (...bookmarks: readonly object[]) => JSON.stringify({ version: 1, bookmarks });
const idsIn = (text: string) => bookmarksCodec.parse(text).value.bookmarks.map(({ id }) => id);

describe("a bookmark that somebody wrote into the document", () => {
  let services: ServicesInMemory;
  let bookmarks: BookmarkService;
  beforeEach(() => {
    services = new ServicesInMemory();
    bookmarks = services.bookmarks;
  });

  it("needs a path and a line, and no more", async () => {
    services.store.texts.set("bookmarks", written({ path: "src/app.ts", line: 3 }));
    const [bookmark] = await bookmarks.list();
    assert.deepEqual([bookmark?.path, bookmark?.line, bookmark?.column], ["src/app.ts", 3, 1]);
    await bookmarks.edit(bookmark?.id ?? "", { label: "Here" });
    const [stored] = JSON.parse(services.store.texts.get("bookmarks") ?? "").bookmarks;
    assert.deepEqual([stored.id, stored.label], [bookmark?.id, "Here"]);
  });

  it("has the same id on every read, whatever is written before it", () => {
    const one = { path: "a.ts", line: 1, label: "one" };
    const other = { path: "b.ts", line: 1 };
    const [id] = idsIn(written(one));
    assert.deepEqual(idsIn(written(other, one))[1], id);
    assert.equal(new Set(idsIn(written(one, one, other))).size, 3);
  });

  it("keeps the id that it was given", () => {
    assert.deepEqual(idsIn(written({ id: "mine", path: "a.ts", line: 1 })), ["mine"]);
  });
});
