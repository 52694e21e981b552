import assert from "node:assert/strict";
import { join } from "node:path";
import * as vscode from "vscode";
import { anchorAt } from "../../src/core/bookmarks/anchor";
import { eventually } from "../helpers/eventually";
import { answering } from "./answers";
import { bookmark, loseLine, position } from "./command-tests/command-tests";
import { forgetEverything, lockstep, openAt, run, state, workspaceFolder } from "./running-extension";
import { leave, withList } from "./shown-list";
import { withSetting } from "./with-setting";

async function walk(command: "lockstep.bookmark.next" | "lockstep.bookmark.previous", steps: number) {
  const visited: string[] = [];
  for (let step = 0; step < steps; step++) {
    await run(command);
    visited.push(position());
  }
  return visited;
}

describe("Going from bookmark to bookmark", () => {
  beforeEach(forgetEverything);
  after(forgetEverything);

  it("stays in the file when it is set so", async () => {
    await bookmark("src/lib/math.ts", 3);
    await bookmark("src/app.ts", 4, 10);
    await withSetting("navigateThroughAllFiles", false, async () => {
      assert.deepEqual(await walk("lockstep.bookmark.next", 2), ["src/app.ts:10", "src/app.ts:4"]);
      assert.deepEqual(await walk("lockstep.bookmark.previous", 2), ["src/app.ts:10", "src/app.ts:4"]);
      await openAt("src/lib/readings.ts", 1);
      const [message] = await answering({}, () => run("lockstep.bookmark.next"));
      assert.match(message?.text ?? "", /no bookmarks in this file/);
    });
  });

  it("ends at the last one when it is set so, and says it unless that is turned off", async () => {
    await bookmark("src/app.ts", 4, 10);
    await openAt("src/app.ts", 10);
    await withSetting("wrapNavigation", false, async () => {
      const [message] = await answering({}, () => run("lockstep.bookmark.next"));
      assert.match(message?.text ?? "", /No more bookmarks/);
      assert.equal(position(), "src/app.ts:10");
      await withSetting("showNoMoreBookmarksWarning", false, async () =>
        assert.deepEqual(await answering({}, () => run("lockstep.bookmark.next")), []),
      );
      assert.deepEqual(await walk("lockstep.bookmark.previous", 1), ["src/app.ts:4"]);
    });
  });

  it("passes over a bookmark whose line is gone and over folders, and opens a whole file that is marked", async () => {
    const { bookmarks } = await state();
    await bookmark("src/app.ts", 4, 10);
    await bookmarks.add({ path: "src/lib", line: 1, target: "folder" });
    await bookmarks.add({ path: "src/lib/math.ts", line: 1, target: "file" });
    const [first, second] = await bookmarks.list();
    assert.ok(first && second);
    await loseLine(second);
    await openAt("src/app.ts", 4);
    assert.deepEqual(await walk("lockstep.bookmark.next", 2), ["src/lib/math.ts:1", "src/app.ts:4"]);
  });

  it("meets global bookmarks among those of their file", async () => {
    await bookmark("src/app.ts", 4, 10);
    await openAt("src/app.ts", 7);
    await run("lockstep.bookmark.toggleGlobal");
    await (await lockstep()).models.refresh();
    await withSetting("navigateThroughAllFiles", false, async () => {
      const around = ["src/app.ts:10", "src/app.ts:4", "src/app.ts:7"];
      assert.deepEqual(await walk("lockstep.bookmark.next", 3), around);
    });
    await withList(
      () => run("lockstep.bookmark.listFile"),
      async ({ items }) => {
        const descriptions = items.flatMap(({ description }) => description ?? []);
        assert.deepEqual(descriptions, ["src/app.ts:4", "src/app.ts:7 · global", "src/app.ts:10"]);
        await leave();
      },
    );
  });

  it("opens a picture that is marked, and goes on from there", async () => {
    const picture = vscode.Uri.file(join(workspaceFolder(), "src/dot.png"));
    const bytes = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    await vscode.workspace.fs.writeFile(picture, Buffer.from(bytes, "base64"));
    await (await state()).bookmarks.add({ path: "src/dot.png", line: 1, target: "file" });
    await bookmark("src/lib/math.ts", 3);
    await bookmark("src/app.ts", 4);
    await run("lockstep.bookmark.next");
    const shown = () => vscode.window.tabGroups.activeTabGroup.activeTab?.label;
    await eventually("the picture", () => shown() === "dot.png" && vscode.window.activeTextEditor === undefined);
    await run("lockstep.bookmark.next");
    assert.equal(position(), "src/lib/math.ts:3");
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await vscode.workspace.fs.delete(picture);
  });

  it("uses the group in which the file is open, behind other tabs too", async () => {
    await bookmark("src/lib/math.ts", 3);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    const show = async (path: string, viewColumn: vscode.ViewColumn) => {
      const uri = vscode.Uri.file(join(workspaceFolder(), path));
      await vscode.window.showTextDocument(uri, { viewColumn, preview: false });
    };
    await show("src/app.ts", vscode.ViewColumn.One);
    await show("src/lib/math.ts", vscode.ViewColumn.Two);
    await show("src/lib/readings.ts", vscode.ViewColumn.Two);
    await show("src/app.ts", vscode.ViewColumn.One);
    await run("lockstep.bookmark.next");
    assert.equal(position(), "src/lib/math.ts:3");
    assert.equal(vscode.window.activeTextEditor?.viewColumn, vscode.ViewColumn.Two);
    assert.equal(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length, 3, "no second tab of the file");
  });

  it("shows the line at the top or in the centre", async () => {
    const lines = Array.from({ length: 300 }, (_, index) => `line ${index + 1}`).join("\n");
    const uri = vscode.Uri.file(join(workspaceFolder(), "long.txt"));
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(lines));
    await bookmark("long.txt", 150);
    const firstLineAfter = async (location: string) => {
      const editor = await openAt("long.txt", 1);
      editor.revealRange(new vscode.Range(0, 0, 0, 0));
      const firstVisible = () => editor.visibleRanges[0]?.start.line ?? 0;
      await eventually("the beginning is shown", () => firstVisible() === 0);
      await withSetting("revealLocation", location, () => run("lockstep.bookmark.next"));
      return await eventually("the bookmark is shown", () => firstVisible() > 100 && firstVisible());
    };
    const top = await firstLineAfter("top");
    assert.ok((await firstLineAfter("center")) < top && top < 150);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await vscode.workspace.fs.delete(uri);
  });
});

describe("Going to a bookmark in a file that changed", () => {
  beforeEach(forgetEverything);
  after(forgetEverything);

  const uri = (path: string) => vscode.Uri.file(join(workspaceFolder(), path));
  const write = (path: string, lines: readonly string[]) =>
    vscode.workspace.fs.writeFile(uri(path), new TextEncoder().encode(lines.join("\n")));
  const rows = ["alpha", "beta", "gamma", "delta", "epsilon"];

  it("starts from, and goes to, the lines as they are before they are saved", async () => {
    const path = "unsaved.txt";
    await write(path, rows);
    await bookmark(path, 2, 4);
    const editor = await openAt(path, 1);
    await editor.edit((edit) => edit.insert(new vscode.Position(2, 0), "new\nnew\n"));
    assert.deepEqual(await walk("lockstep.bookmark.next", 3), [`${path}:2`, `${path}:6`, `${path}:2`]);
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await vscode.workspace.fs.delete(uri(path));
  });

  it("finds the line that moved while nobody had the file open", async () => {
    const path = "closed.txt";
    await write(path, rows);
    await (await state()).bookmarks.add({ path, line: 4, anchor: anchorAt(rows, 4) });
    await (await lockstep()).models.refresh();
    await write(path, ["new", "new", "new", ...rows]);
    await run("lockstep.bookmark.next");
    assert.equal(position(), `${path}:7`);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await vscode.workspace.fs.delete(uri(path));
  });
});
