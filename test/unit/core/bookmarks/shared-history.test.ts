import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, it } from "mocha";
import { type Container, createContainer } from "../../../../src/container";
import { BookmarkHistory } from "../../../../src/core/bookmarks/bookmark-history";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";
import { rejectsWith } from "../../../helpers/throws-with";

const containers: Container[] = [];

function container(bookmarkHistory?: BookmarkHistory): Container {
  const made = createContainer({
    writer: { kind: "cli", name: "test" },
    ...(bookmarkHistory === undefined ? {} : { bookmarkHistory }),
  });
  containers.push(made);
  return made;
}

const at = (line: number) => ({ path: "a.ts", line });

describe("the history of a window", () => {
  afterEach(async () => {
    await Promise.all(containers.splice(0).map((made) => made.dispose()));
  });
  removeTempFoldersAfterEach();

  it("is one for all of its folders, and takes back the last change of any", async () => {
    const window = container();
    const [one, two] = [window.open({ root: join(tempFolder(), "1") }), window.open({ root: join(tempFolder(), "2") })];
    await one.bookmarks.add(at(1));
    await two.bookmarks.add(at(2));
    await window.bookmarkHistory.undo();
    assert.deepEqual([(await one.bookmarks.list()).length, (await two.bookmarks.list()).length], [1, 0]);
    await window.bookmarkHistory.undo();
    assert.deepEqual(await one.bookmarks.list(), []);
  });

  it("undoes for every window, and refuses what another one changed since", async () => {
    const root = join(tempFolder(), ".lockstep");
    const [mine, theirs] = [container(), container()];
    const [here, there] = [mine.open({ root }), theirs.open({ root })];
    const { id } = await here.bookmarks.add({ ...at(1), label: "l" });
    await here.bookmarks.remove([id]);
    await mine.bookmarkHistory.undo();
    assert.equal((await there.bookmarks.list()).length, 1);
    await here.bookmarks.edit(id, { label: "mine" });
    await there.bookmarks.edit(id, { label: "theirs" });
    await rejectsWith("CONFLICT", mine.bookmarkHistory.undo());
    assert.equal((await here.bookmarks.list())[0]?.label, "theirs");
    await theirs.bookmarkHistory.undo();
    assert.equal((await here.bookmarks.list())[0]?.label, "mine");
  });

  it("forgets the changes of a folder that is closed, and outlives its container", async () => {
    const history = new BookmarkHistory();
    const window = container(history);
    const [one, two] = [window.open({ root: join(tempFolder(), "1") }), window.open({ root: join(tempFolder(), "2") })];
    await one.bookmarks.add(at(1));
    await two.bookmarks.add(at(2));
    await two.dispose();
    await history.undo();
    assert.ok(!history.canUndo);
    await window.dispose();
    const again = container(history).open({ root: join(tempFolder(), "3") });
    await again.bookmarks.add(at(3));
    assert.deepEqual(await history.undo(), { what: "Add bookmark", count: 1 });
  });

  it("takes changes back one after the other, however quickly it is asked", async () => {
    const window = container();
    const { bookmarks } = window.open({ root: join(tempFolder(), ".lockstep") });
    for (const line of [1, 2, 3]) {
      await bookmarks.add(at(line));
    }
    const { bookmarkHistory: history } = window;
    await Promise.all([history.undo(), history.undo(), history.undo(), history.redo()]);
    assert.deepEqual(
      (await bookmarks.list()).map(({ line }) => line),
      [1],
    );
  });
});

describe("the trash on a disk", () => {
  afterEach(async () => {
    await Promise.all(containers.splice(0).map((made) => made.dispose()));
  });
  removeTempFoldersAfterEach();

  it("is a document of its own, which doctor looks at and which never stops bookmarks from being read", async () => {
    const root = join(tempFolder(), ".lockstep");
    const folder = container().open({ root });
    const { id } = await folder.bookmarks.add(at(1));
    await folder.bookmarks.remove([id]);
    const trash = JSON.parse(readFileSync(join(root, "trash.json"), "utf8"));
    assert.deepEqual([trash.version, trash.removed.length, trash.removed[0].bookmark.id], [1, 1, id]);
    assert.deepEqual(await folder.doctor({ fix: false }), { documents: 2, problems: [] });
    writeFileSync(join(root, "trash.json"), "{");
    assert.deepEqual(await folder.bookmarks.list(), []);
    const kinds = (await folder.doctor({ fix: false })).problems.map(({ kind, document }) => `${kind} ${document}`);
    assert.deepEqual(kinds, ["corrupt trash.json"]);
  });

  it("is not made for plain bookmarks that are toggled", async () => {
    const root = join(tempFolder(), ".lockstep");
    const { bookmarks } = container().open({ root });
    await bookmarks.toggle([at(1)]);
    await bookmarks.toggle([at(1)]);
    assert.ok(!existsSync(join(root, "trash.json")));
  });
});
