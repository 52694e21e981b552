import assert from "node:assert/strict";
import { join } from "node:path";
import * as vscode from "vscode";
import { eventually } from "../helpers/eventually";
import { answering } from "./answers";
import { bookmark, bookmarks, places, position } from "./command-tests/command-tests";
import { forgetEverything, lockstep, openAt, run, state, workspaceFolder } from "./running-extension";
import { accept, leave, lookAt, type ShownList, withList } from "./shown-list";

const list = () => run("lockstep.bookmark.list");

function rows({ items }: ShownList): readonly string[] {
  return items.map(({ label, description }) => (description === undefined ? `= ${label}` : description));
}

function tabs(): readonly string[] {
  const all = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return all.map(
    ({ label, isPreview, isActive }) => `${label}${isPreview ? " preview" : ""}${isActive ? " active" : ""}`,
  );
}

async function add(path: string, line: number, more: object = {}): Promise<void> {
  await (await state()).bookmarks.add({ path, line, ...more });
  await (await lockstep()).models.refresh();
}

describe("The list of bookmarks", () => {
  beforeEach(forgetEverything);
  after(forgetEverything);

  it("has those of the file in the editor first, under their files, with what they may be found by", async () => {
    await add("src/lib/math.ts", 2, { label: "Sum", tags: ["slow"], list: "Tour", note: "Why\nit is slow" });
    await add("README.md", 1);
    await add("src/lib", 1, { target: "folder", label: "Library" });
    await openAt("src/lib/math.ts", 1);
    await withList(list, async (shown) => {
      const mathFirst = ["= src/lib/math.ts", "src/lib/math.ts:2 · Tour · #slow"];
      assert.deepEqual(rows(shown), [...mathFirst, "= README.md", "README.md:1", "= src/lib", "src/lib"]);
      assert.equal(shown.items[1]?.detail, "Why it is slow");
      const icons = shown.items.flatMap(({ iconPath }) => (iconPath instanceof vscode.ThemeIcon ? [iconPath.id] : []));
      assert.deepEqual(icons, ["bookmark", "bookmark", "symbol-folder"]);
      assert.ok(shown.matchOnDescription && shown.matchOnDetail);
      const texts = shown.items.map(({ label }) => label);
      assert.deepEqual(
        texts.filter((label) => !/\w/.test(label.replace(/\$\(.*?\)/g, ""))),
        [],
        "a word in every row",
      );
      await leave();
    });
  });

  it("goes back to the tabs, cursors and selections that were there", async () => {
    await bookmark("src/lib/math.ts", 3);
    await bookmark("src/lib/readings.ts", 2);
    await bookmark("src/app.ts", 4);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await openAt("src/lib/math.ts", 9);
    const app = await openAt("src/app.ts", 7);
    app.selection = new vscode.Selection(6, 2, 10, 5);
    const before = tabs();
    await withList(list, async (shown) => {
      for (const [label, file] of [
        ["readings.ts", "src/lib/readings.ts:2"],
        ["math.ts", "src/lib/math.ts:3"],
      ] as const) {
        const row = shown.items.find(({ description }) => description?.includes(label));
        await lookAt(shown, row?.label ?? "");
        await eventually(`${file} is shown`, () => position() === file);
      }
      await leave();
    });
    assert.deepEqual(tabs(), before);
    assert.deepEqual(vscode.window.activeTextEditor?.selection, new vscode.Selection(6, 2, 10, 5));
    const math = vscode.Uri.file(join(workspaceFolder(), "src/lib/math.ts"));
    const editor = await vscode.window.showTextDocument(math);
    assert.equal(editor.selection.active.line, 8, "the cursor of the other tab");
  });

  it("brings back a preview that its own previews took the place of", async () => {
    await bookmark("src/lib/math.ts", 3);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    const app = vscode.Uri.file(join(workspaceFolder(), "src/app.ts"));
    await vscode.window.showTextDocument(app, { preview: true });
    await withList(list, async () => {
      await eventually("the bookmark is shown", () => position() === "src/lib/math.ts:3");
      await leave();
    });
    assert.deepEqual(tabs(), ["app.ts preview active"]);
  });

  it("closes what it opened where nothing was open", async () => {
    await bookmark("src/lib/math.ts", 3);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await withList(list, async () => {
      await eventually("the bookmark is shown", () => position() === "src/lib/math.ts:3");
      await leave();
    });
    assert.deepEqual(tabs(), []);
  });

  it("keeps a bookmark behind the end of its file, where VB removes the last one of the file", async () => {
    await bookmark("src/app.ts", 4);
    await add("src/app.ts", 900);
    await withList(list, async (shown) => {
      const listed = rows(shown).map((row) => row.split(" · ")[0]);
      assert.deepEqual(listed, ["= src/app.ts", "src/app.ts:4", "src/app.ts:900"]);
      await leave();
    });
    assert.deepEqual(await places(), ["src/app.ts:4", "src/app.ts:900"]);
  });

  it("removes and relabels by the buttons of a row", async () => {
    await bookmark("src/app.ts", 4, 10);
    await answering({ texts: ["Here"] }, () =>
      withList(list, async (shown, press) => {
        press("src/app.ts:10", "Remove");
        await eventually("it is gone", () => rows(shown).join() === "= src/app.ts,src/app.ts:4");
        press("src/app.ts:4", "Edit Label");
      }),
    );
    assert.deepEqual(
      (await bookmarks()).map(({ line, label }) => [line, label]),
      [[4, "Here"]],
    );
  });

  it("shows ten thousand", async () => {
    const inputs = Array.from({ length: 10_000 }, (_, index) => ({
      path: `src/file-${Math.floor(index / 10)}.ts`,
      line: (index % 10) + 1,
      label: `Bookmark ${index}`,
    }));
    await (await state()).bookmarks.importAll(inputs);
    await (await lockstep()).models.refresh();
    await withList(list, async (shown) => {
      assert.equal(shown.items.length, 11_000);
      await leave();
    });
  });

  it("opens the one that is chosen and keeps its tab", async () => {
    await bookmark("src/lib/math.ts", 3);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await withList(list, async () => {
      await eventually("the bookmark is shown", () => position() === "src/lib/math.ts:3");
      await accept();
    });
    assert.equal(position(), "src/lib/math.ts:3");
    assert.deepEqual(tabs(), ["math.ts active"]);
  });

  it("says so when there is none", async () => {
    const [message] = await answering({}, list);
    assert.match(message?.text ?? "", /no bookmarks yet/);
  });
});
