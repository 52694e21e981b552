import assert from "node:assert/strict";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { eventually } from "../helpers/eventually";
import { position } from "./command-tests/command-tests";
import { forgetEverything, lockstep, openAt, outline, rowsOf, run, shows, state } from "./running-extension";

async function globalBookmarks() {
  const { folders } = await lockstep();
  return (await folders.global?.state.bookmarks.list()) ?? [];
}

describe("Global bookmarks", () => {
  const outside = join(tmpdir(), `lockstep-outside-${process.pid}.txt`);

  beforeEach(async () => {
    await forgetEverything();
    writeFileSync(outside, "one\ntwo\nthree\n");
  });

  after(async () => {
    await forgetEverything();
    rmSync(outside, { force: true });
  });

  it("leave no trace where there are none: no row in any view, no folder, nobody in it", async () => {
    const { folders, trees, models } = await lockstep();
    await (await state()).bookmarks.add({ path: "src/app.ts", line: 1, label: "one" });
    await shows(trees.bookmarks, "app.ts\n  one");
    assert.equal(folders.all.length, 1);
    assert.equal(folders.global?.isGlobal, true);
    assert.deepEqual(
      models.queues.latest.map(({ folder }) => folder.isGlobal),
      [false],
    );
    assert.equal(existsSync(folders.global?.stateUri.fsPath ?? ""), false);
  });

  it("stand in a row of their own above those of the folder, in no other view", async () => {
    const { trees } = await lockstep();
    await (await state()).bookmarks.add({ path: "src/app.ts", line: 1, label: "one" });
    await openAt("src/lib/math.ts", 3);
    await run("lockstep.bookmark.toggleGlobal", { label: "Everywhere" });
    await shows(trees.bookmarks, "Global\n  math.ts\n    Everywhere\napp.ts\n  one");
    assert.deepEqual([await outline(trees.groups), await outline(trees.queues)], ["", ""]);
    assert.deepEqual(
      (await (await state()).bookmarks.list()).map(({ path }) => path),
      ["src/app.ts"],
    );
  });

  it("may be in files outside of every folder", async () => {
    const { folders, trees } = await lockstep();
    await vscode.window.showTextDocument(vscode.Uri.file(outside));
    await run("lockstep.bookmark.toggleGlobal");
    const [bookmark] = await globalBookmarks();
    assert.deepEqual([`/${bookmark?.path}`, bookmark?.anchor.text], [vscode.Uri.file(outside).path, "one"]);
    await eventually("the row", async () => (await outline(trees.bookmarks)).startsWith("Global\n"));
    assert.equal(folders.locate(vscode.Uri.file(outside)), undefined);
    const [global] = await rowsOf(trees.bookmarks);
    assert.equal(global?.item.accessibilityInformation?.label, "Global");
    const shown = vscode.Uri.file(outside).path.replace(/^\/(?=[a-z]:)/i, "");
    assert.equal(global?.children[0]?.item.tooltip, shown, "with its whole path, which begins at the root of the disk");
    assert.equal(`${global?.children[0]?.description}/${global?.children[0]?.label}`, shown);
  });

  it("are told apart from those of the folder on the same line", async () => {
    await openAt("src/app.ts", 5);
    await run("lockstep.bookmark.toggle");
    await run("lockstep.bookmark.toggleGlobal");
    assert.deepEqual([(await (await state()).bookmarks.list()).length, (await globalBookmarks()).length], [1, 1]);
    await run("lockstep.bookmark.toggle");
    assert.deepEqual([(await (await state()).bookmarks.list()).length, (await globalBookmarks()).length], [0, 1]);
  });

  it("are met on the way through the bookmarks of their file, and before those of other files", async () => {
    const { bookmarks } = await state();
    await bookmarks.add({ path: "src/app.ts", line: 2 });
    await bookmarks.add({ path: "src/app.ts", line: 9 });
    await bookmarks.add({ path: "src/lib/math.ts", line: 3 });
    await openAt("src/app.ts", 5);
    await run("lockstep.bookmark.toggleGlobal");
    await openAt("src/app.ts", 1);
    await (await lockstep()).models.bookmarks.refresh();
    const visited: string[] = [];
    for (let step = 0; step < 4; step++) {
      await run("lockstep.bookmark.next");
      visited.push(position());
    }
    assert.deepEqual(visited, ["src/app.ts:2", "src/app.ts:5", "src/app.ts:9", "src/lib/math.ts:3"]);
  });

  it("are found by the commands that work on the bookmark of a line", async () => {
    await openAt("src/app.ts", 5);
    await run("lockstep.bookmark.toggleGlobal");
    await run("lockstep.bookmark.editLabel", { label: "Here" });
    assert.deepEqual(
      (await globalBookmarks()).map(({ label }) => label),
      ["Here"],
    );
    await run("lockstep.bookmark.remove");
    assert.deepEqual(await globalBookmarks(), []);
  });
});
