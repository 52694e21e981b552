import assert from "node:assert/strict";
import * as vscode from "vscode";
import { answering, withWindow } from "./answers";
import { bookmark, bookmarks, places } from "./command-tests/command-tests";
import { findRow, forgetEverything, lockstep, openAt, run, state } from "./running-extension";
import { withSetting } from "./with-setting";

/** What the button in the row of a file does. */
async function clearInSideBar(file: string): Promise<void> {
  const { bookmarks: tree } = (await lockstep()).trees;
  await vscode.commands.executeCommand("lockstep.bookmark.clearFile", await findRow(tree, file));
}

async function asks(clear: () => PromiseLike<unknown>): Promise<boolean> {
  await bookmark("src/app.ts", 4);
  const messages = await answering({}, clear);
  const isThere = (await bookmarks()).length > 0;
  assert.equal(
    messages.some(({ buttons }) => buttons.includes("Remove All")),
    isThere,
    "what it asks about stays",
  );
  return isThere;
}

describe("Clearing bookmarks", () => {
  beforeEach(forgetEverything);
  after(forgetEverything);

  const byCommand = { never: false, always: true, commandPalette: true, sideBar: false };
  for (const [setting, expected] of Object.entries(byCommand)) {
    it(`${expected ? "asks" : "does not ask"} when a command does it and confirmClear is ${setting}`, async () => {
      await withSetting("confirmClear", setting, async () => {
        assert.equal(await asks(() => run("lockstep.bookmark.clearFile")), expected);
        await forgetEverything();
        assert.equal(await asks(() => run("lockstep.bookmark.clearAll")), expected);
      });
    });
  }

  const inSideBar = { never: false, always: true, commandPalette: false, sideBar: true };
  for (const [setting, expected] of Object.entries(inSideBar)) {
    it(`${expected ? "asks" : "does not ask"} when the side bar does it and confirmClear is ${setting}`, async () => {
      await withSetting("confirmClear", setting, async () => {
        assert.equal(await asks(() => clearInSideBar("app.ts")), expected);
        await forgetEverything();
        assert.equal(await asks(() => run("lockstep.bookmarks.clearAll")), expected);
      });
    });
  }

  it("clears the file of the row, not the one in the editor (VB acts on what is active)", async () => {
    await bookmark("src/app.ts", 4);
    await bookmark("src/lib/math.ts", 3);
    await withSetting("confirmClear", "never", () => clearInSideBar("app.ts"));
    assert.deepEqual(await places(), ["src/lib/math.ts:3"]);
  });

  it("leaves the cursor and the editor where they are", async () => {
    await bookmark("src/app.ts", 4, 10);
    const editor = await openAt("src/app.ts", 7);
    await withSetting("confirmClear", "never", () => run("lockstep.bookmark.clearAll"));
    assert.equal(vscode.window.activeTextEditor, editor);
    assert.equal(editor.selection.active.line, 6);
  });
});

describe("Emptying the trash", () => {
  beforeEach(forgetEverything);
  after(forgetEverything);

  it("deletes what was there when it asked, not what is removed while it waits for the answer", async () => {
    const { bookmarks } = await state();
    const seen = await bookmarks.add({ path: "src/app.ts", line: 2 });
    const later = await bookmarks.add({ path: "src/app.ts", line: 4 });
    await bookmarks.remove([seen.id]);
    const showWarningMessage = async () => {
      await bookmarks.clear();
      return "Empty Trash";
    };
    await withWindow({ showWarningMessage }, () => run("lockstep.bookmark.emptyTrash"));
    const left = (await bookmarks.trash()).map(({ bookmark: { id } }) => id);
    assert.deepEqual(left, [later.id]);
  });
});
