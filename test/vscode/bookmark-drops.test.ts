import assert from "node:assert/strict";
import type { Bookmark } from "../../src/core/bookmarks/bookmark";
import { BookmarkDrops } from "../../src/vscode/views/bookmark-drops";
import { bookmarkRows } from "../../src/vscode/views/bookmark-grouping";
import { BookmarkViewChoices, type ViewChoices } from "../../src/vscode/views/bookmark-view-choices";
import { OwnOrder } from "../../src/vscode/views/own-order";
import type { Row } from "../../src/vscode/views/row";
import { rejectsWith } from "../helpers/throws-with";
import { answering } from "./answers";
import { forgetEverything, lockstep, run, state } from "./running-extension";

/** A view of its own on the bookmarks of the window, on which rows are dropped by what stands on them. */
class DropView {
  readonly choices = new BookmarkViewChoices({ keys: () => [], get: () => undefined, update: async () => {} });
  private readonly drops = new BookmarkDrops(this.choices, new OwnOrder(this.choices));

  async as(choices: Partial<ViewChoices>): Promise<this> {
    await this.choices.change(choices);
    return this;
  }

  async drop(labels: readonly string[], target: string): Promise<void> {
    const rows = await this.rows();
    const named = (label: string) => rows.find((row) => row.item().label === label);
    await this.drops.drop(
      labels.flatMap((label) => named(label) ?? []),
      named(target),
    );
  }

  private async rows(): Promise<readonly Row[]> {
    const snapshots = await (await lockstep()).models.bookmarks.current();
    const snapshot = snapshots.find(({ folder }) => !folder.isGlobal);
    assert.ok(snapshot);
    return bookmarkRows(snapshot, this.choices.current, true).flatMap((row) => [row, ...row.children]);
  }
}

async function fill(): Promise<void> {
  const service = (await state()).bookmarks;
  await service.createList({ name: "Review" });
  await service.createList({ name: "Later" });
  for (const [line, label] of ["one", "two", "three"].entries()) {
    await service.add({ path: "src/app.ts", line: line + 1, label, list: "Review" });
  }
  await service.add({ path: "src/app.ts", line: 9, label: "four" });
}

/** The labels of a list, in a person's own order. */
async function inList(name: string | undefined): Promise<readonly string[]> {
  const byOrder = (left: Bookmark, right: Bookmark) => (left.order ?? 1e9) - (right.order ?? 1e9);
  const members = (await (await state()).bookmarks.list()).filter(({ list }) => list === name);
  return members.toSorted(byOrder).map(({ label = "" }) => label);
}

describe("Bookmarks that are dropped", () => {
  beforeEach(async () => {
    await forgetEverything();
    await fill();
  });
  after(forgetEverything);

  it("on a list go to its end, also on the one for no list, and can be taken back", async () => {
    const view = await new DropView().as({ grouping: "list" });
    await view.drop(["one", "three"], "Later");
    assert.deepEqual([await inList("Review"), await inList("Later")], [["two"], ["one", "three"]]);
    await view.drop(["two"], "No List");
    assert.deepEqual([await inList("Review"), await inList(undefined)], [[], ["four", "two"]]);
    await answering({}, () => run("lockstep.bookmark.undo"));
    await answering({}, () => run("lockstep.bookmark.undo"));
    assert.deepEqual(await inList("Review"), ["one", "two", "three"]);
    assert.equal(view.choices.current.sorting, "path");
  });

  it("on a bookmark take its place, in its list", async () => {
    const view = await new DropView().as({ grouping: "list", sorting: "manual" });
    await view.drop(["four"], "two");
    assert.deepEqual(await inList("Review"), ["one", "four", "two", "three"]);
    await view.drop(["one"], "three");
    assert.deepEqual(await inList("Review"), ["four", "two", "three", "one"]);
    await view.drop(["three", "one"], "four");
    assert.deepEqual(await inList("Review"), ["three", "one", "four", "two"]);
  });

  it("in their own list mean an order of one's own, which the view tells once and keeps", async () => {
    const view = await new DropView().as({ grouping: "list", sorting: "label" });
    const told = await answering({}, async () => {
      await view.drop(["three"], "one");
      await view.choices.change({ sorting: "label" });
      await view.drop(["two"], "three");
    });
    assert.equal(told.length, 1);
    assert.match(told[0]?.text ?? "", /your own order now/);
    assert.equal(view.choices.current.sorting, "manual");
    assert.deepEqual(await inList("Review"), ["two", "three", "one"]);
  });

  it("may be lists, which take the place of another one or go behind all", async () => {
    const view = await new DropView().as({ grouping: "list" });
    const lists = async () => (await (await state()).bookmarks.overview()).lists.map(({ name }) => name);
    await (await state()).bookmarks.createList({ name: "Tour" });
    await view.drop(["Tour"], "Review");
    assert.deepEqual(await lists(), ["Tour", "Review", "Later"]);
    await view.drop(["Tour", "Review"], "Later");
    assert.deepEqual(await lists(), ["Later", "Tour", "Review"]);
    await view.drop(["Later"], "No List");
    assert.deepEqual(await lists(), ["Tour", "Review", "Later"]);
    await answering({}, () => run("lockstep.bookmark.undo"));
    assert.deepEqual(await lists(), ["Later", "Tour", "Review"]);
    assert.deepEqual(await inList("Review"), ["one", "two", "three"]);
  });

  it("on a file, or where their list does not show, stay where they are", async () => {
    const view = await new DropView().as({ grouping: "file" });
    await rejectsWith("PRECONDITION", view.drop(["one"], "app.ts"));
    await rejectsWith("PRECONDITION", view.drop(["one"], "three"));
    await view.as({ grouping: "none" });
    await rejectsWith("PRECONDITION", view.drop(["one"], "four"));
    assert.deepEqual(await inList("Review"), ["one", "two", "three"]);
  });
});
