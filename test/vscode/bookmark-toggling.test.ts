import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { eventually } from "../helpers/eventually";
import { answering } from "./answers";
import { bookmark, bookmarks, places, position } from "./command-tests/command-tests";
import { forgetEverything, lockstep, openAt, run, state, workspaceFolder } from "./running-extension";
import { withSetting } from "./with-setting";

const app = () => vscode.Uri.file(join(workspaceFolder(), "src/app.ts"));

async function labels(): Promise<readonly string[]> {
  return (await bookmarks()).map(({ line, label }) => `${line} ${label ?? ""}`.trim());
}

/** What the question for a label begins with; it is answered with Escape. */
async function suggestion(): Promise<string | undefined> {
  const { showInputBox } = vscode.window;
  const asked: (string | undefined)[] = [];
  const showAndLeave = async (options?: vscode.InputBoxOptions) => {
    asked.push(options?.value);
    return undefined;
  };
  Object.assign(vscode.window, { showInputBox: showAndLeave });
  try {
    await run("lockstep.bookmark.toggleWithLabel");
  } finally {
    Object.assign(vscode.window, { showInputBox });
  }
  assert.equal(asked.length, 1, "it asks once");
  return asked[0];
}

describe("Toggling a bookmark", () => {
  beforeEach(forgetEverything);
  after(forgetEverything);

  it("sets all lines of several cursors where one is missing, and removes them where none is", async () => {
    await bookmark("src/app.ts", 4);
    await openAt("src/app.ts", 4, 10);
    await run("lockstep.bookmark.toggle");
    assert.deepEqual(await places(), ["src/app.ts:4", "src/app.ts:10"]);
    await run("lockstep.bookmark.toggle");
    assert.deepEqual(await places(), []);
  });

  it("treats each line by itself when it is set so", async () => {
    await withSetting("multicursor.toggleMode", "eachLineIndependently", async () => {
      await bookmark("src/app.ts", 4);
      await openAt("src/app.ts", 4, 10);
      await run("lockstep.bookmark.toggle");
      assert.deepEqual(await places(), ["src/app.ts:10"]);
    });
  });

  it("is about the line where the cursor was when its key was pressed, whatever key came next", async () => {
    const editor = await openAt("src/app.ts", 4);
    const next = () => {
      const { line } = editor.selection.active;
      editor.selection = new vscode.Selection(line + 1, 0, line + 1, 0);
    };
    const toggled = [4, 5].map(() => {
      const toggling = run("lockstep.bookmark.toggle");
      next();
      return toggling;
    });
    await Promise.all(toggled);
    assert.deepEqual(await places(), ["src/app.ts:4", "src/app.ts:5"]);
  });

  it("keeps the cursor's column", async () => {
    const editor = await openAt("src/app.ts", 4);
    editor.selection = new vscode.Selection(3, 7, 3, 7);
    await run("lockstep.bookmark.toggle");
    assert.equal((await bookmarks())[0]?.column, 8);
  });

  it("sets and removes on the line that was clicked in the gutter, whatever editor is the active one", async () => {
    await openAt("src/app.ts", 12);
    const math = await openAt("src/lib/math.ts", 1);
    await vscode.window.showTextDocument(math.document, { viewColumn: vscode.ViewColumn.Two, preview: false });
    const clicked = { uri: app(), lineNumber: 4 };
    await run("lockstep.bookmark.toggle", clicked);
    await run("lockstep.bookmark.toggleWithLabel", { uri: app(), lineNumber: 5, label: "Count" });
    assert.deepEqual(await labels(), ["4", "5 Count"]);
    await run("lockstep.bookmark.remove", clicked);
    assert.deepEqual(await places(), ["src/app.ts:5"]);
    assert.equal(position(), "src/lib/math.ts:1", "the active editor stays");
  });

  it("says that the clicked line has none, and asks for no other one to remove", async () => {
    await bookmark("src/app.ts", 4);
    const [message] = await answering({ picks: ["4"] }, () => run("lockstep.bookmark.remove", { lineNumber: 5 }));
    assert.match(message?.text ?? "", /no bookmark on line 5 of src\/app\.ts/);
    assert.deepEqual(await places(), ["src/app.ts:4"]);
  });

  it("never removes the last bookmark instead of one that it does not find (VB's indexOf of a new object)", async () => {
    await bookmark("src/app.ts", 4, 10);
    await (await state()).bookmarks.add({ path: "src/app.ts", line: 900 });
    await openAt("src/app.ts", 2);
    await run("lockstep.bookmark.toggle");
    await run("lockstep.bookmark.toggle");
    assert.deepEqual(await places(), ["src/app.ts:4", "src/app.ts:10", "src/app.ts:900"]);
  });

  it("works on lines that are not saved yet", async () => {
    const editor = await openAt("src/app.ts", 1);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "// new\n"));
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await run("lockstep.bookmark.toggle");
    assert.deepEqual(
      (await bookmarks()).map(({ line, anchor }) => [line, anchor.text]),
      [[1, "// new"]],
    );
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  it("offers a global one in a file outside the open folders, and says why a file without a name can't have one", async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), "lockstep-elsewhere-"));
    const file = join(elsewhere, "notes.txt");
    writeFileSync(file, "a\n");
    await vscode.window.showTextDocument(vscode.Uri.file(file));
    await answering({ buttons: ["Set a Global Bookmark"] }, async () => {
      await run("lockstep.bookmark.toggle");
      const { folders } = await lockstep();
      const texts = async () => (await folders.global?.state.bookmarks.list())?.map(({ anchor }) => anchor.text);
      await eventually("a global bookmark", async () => (await texts())?.join() === "a");
    });
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: "a" }));
    const [untitled] = await answering({}, () => run("lockstep.bookmark.toggle"));
    assert.match(untitled?.text ?? "", /can't have bookmarks before it is saved/);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    assert.deepEqual(await bookmarks(), []);
    rmSync(elsewhere, { recursive: true });
  });

  it("keeps the tab of a preview", async () => {
    await vscode.window.showTextDocument(app(), { preview: true });
    await run("lockstep.bookmark.toggle");
    assert.equal(vscode.window.tabGroups.activeTabGroup.activeTab?.isPreview, false);
  });
});

describe("A bookmark's label", () => {
  beforeEach(forgetEverything);
  after(forgetEverything);

  it("is taken away by an empty answer; Escape changes nothing", async () => {
    await openAt("src/app.ts", 4);
    await run("lockstep.bookmark.toggleWithLabel", { label: "Report" });
    await answering({}, () => run("lockstep.bookmark.toggleWithLabel"));
    assert.deepEqual(await labels(), ["4 Report"]);
    await answering({ texts: [""] }, () => run("lockstep.bookmark.toggleWithLabel"));
    assert.deepEqual(await labels(), ["4"]);
  });

  it("is not empty on a line without one", async () => {
    await openAt("src/app.ts", 4);
    const [message] = await answering({}, () => run("lockstep.bookmark.toggleWithLabel", { label: " " }));
    assert.match(message?.text ?? "", /label is empty/);
    assert.deepEqual(await bookmarks(), []);
  });

  it("is what each cursor has selected, without a question, when it is set so", async () => {
    const editor = await openAt("src/app.ts", 4, 5);
    editor.selections = [new vscode.Selection(3, 17, 3, 23), new vscode.Selection(4, 11, 4, 16)];
    await withSetting("label.suggestion", "useWhenSelected", () => run("lockstep.bookmark.toggleWithLabel"));
    assert.deepEqual(await labels(), ["4 Report", "5 count"]);
  });

  it("is asked for where the selection goes over several lines", async () => {
    const editor = await openAt("src/app.ts", 4);
    editor.selection = new vscode.Selection(3, 0, 5, 3);
    await withSetting("label.suggestion", "useWhenSelected", async () => assert.equal(await suggestion(), ""));
  });

  it("is suggested as the setting says, and else as it is", async () => {
    const editor = await openAt("src/app.ts", 4);
    await run("lockstep.bookmark.toggleWithLabel", { label: "Old" });
    assert.equal(await suggestion(), "Old");
    editor.selection = new vscode.Selection(3, 17, 3, 23);
    assert.equal(await suggestion(), "Old", "the setting says not to use the selection");
    await withSetting("label.suggestion", "suggestWhenSelected", async () =>
      assert.equal(await suggestion(), "Report"),
    );
    await openAt("src/app.ts", 5);
    const lineToo = "suggestWhenSelectedOrLineWhenNoSelected";
    await withSetting("label.suggestion", lineToo, async () =>
      assert.equal(await suggestion(), "readonly count: number;"),
    );
  });
});
