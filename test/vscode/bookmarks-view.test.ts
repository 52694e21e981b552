import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import type { Bookmark } from "../../src/core/bookmarks/bookmark";
import { BookmarkSettings } from "../../src/vscode/bookmark-settings";
import type { BookmarkListing } from "../../src/vscode/models/bookmarks-source";
import type { FolderSnapshot } from "../../src/vscode/models/folder-snapshots";
import { bookmarkRows } from "../../src/vscode/views/bookmark-grouping";

import { BookmarkViewChoices, type ViewChoices } from "../../src/vscode/views/bookmark-view-choices";
import { BookmarksView } from "../../src/vscode/views/bookmarks-view";
import { ListedFiles } from "../../src/vscode/views/listed-files";
import type { Row } from "../../src/vscode/views/row";
import { eventually } from "../helpers/eventually";
import { bookmarks } from "./command-tests/command-tests";
import {
  findRow,
  forgetEverything,
  lockstep,
  outline,
  rowsOf,
  run,
  shows,
  state,
  workspaceFolder,
} from "./running-extension";

const byPath: ViewChoices = { grouping: "file", sorting: "path", hidesPositions: false, filter: {} };

/** A memory for the view that ends with the test. */
function memento(): vscode.Memento & { readonly values: Map<string, unknown> } {
  const values = new Map<string, unknown>();
  return {
    values,
    keys: () => [...values.keys()],
    get: (key: string, otherwise?: unknown) => values.get(key) ?? otherwise,
    update: async (key: string, value: unknown) => void values.set(key, value),
  };
}

function viewWithoutRows(): Pick<vscode.TreeView<Row>, "message" | "description" | "badge"> {
  return {};
}

async function snapshot(): Promise<FolderSnapshot<BookmarkListing>> {
  const { models } = await lockstep();
  const own = (await models.bookmarks.current()).find(({ folder }) => !folder.isGlobal);
  assert.ok(own);
  return own;
}

/** `count` bookmarks, ten in a file, that count how often somebody looks at their labels. */
function many(count: number): { readonly items: readonly Bookmark[]; readonly looks: { count: number } } {
  const looks = { count: 0 };
  const items = Array.from({ length: count }, (_, index): Bookmark => {
    const bookmark = {
      id: `b${index}`,
      path: `src/file-${String(Math.floor(index / 10)).padStart(5, "0")}.ts`,
      line: (index % 10) + 1,
      column: 1,
      tags: [],
      anchor: { text: "", before: [], after: [] },
      state: "anchored",
      createdAt: "2026-01-01T00:00:00.000Z",
      updatedAt: "2026-01-01T00:00:00.000Z",
    } as const;
    return Object.defineProperty({ ...bookmark }, "label", {
      get: () => {
        looks.count++;
        return `label ${index}`;
      },
    });
  });
  return { items, looks };
}

describe("The Bookmarks view", () => {
  beforeEach(forgetEverything);
  after(forgetEverything);

  it("makes the rows of a file when somebody opens it: 10,000 bookmarks are 1,000 rows", async () => {
    const { folder } = await snapshot();
    const { items, looks } = many(10_000);
    const value = { items, hidden: [], lists: [], defaultList: undefined, problems: [] };
    const rows = bookmarkRows({ folder, value }, byPath, true);
    assert.equal(rows.map((row) => row.item()).length, 1_000);
    assert.equal(looks.count, 0);
    assert.equal(rows[0]?.children.map((row) => row.item()).length, 10);
    assert.ok(looks.count > 0 && looks.count < 100, String(looks.count));
    assert.equal(rows[0]?.children, rows[0]?.children);
  });

  it("starts with the files open or closed, as the setting says", async () => {
    const { folder } = await snapshot();
    const value = { items: many(10).items, hidden: [], lists: [], defaultList: undefined, problems: [] };
    const [open] = bookmarkRows({ folder, value }, byPath, true);
    const [closed] = bookmarkRows({ folder, value }, byPath, false);
    assert.equal(open?.item().collapsibleState, vscode.TreeItemCollapsibleState.Expanded);
    assert.equal(closed?.item().collapsibleState, vscode.TreeItemCollapsibleState.Collapsed);
  });

  it("shows a bookmark in its own colour and icon, else in the colour of its list", async () => {
    const service = (await state()).bookmarks;
    await service.createList({ name: "Review", color: "red", icon: "checklist" });
    await service.setDefaultList("Review");
    await service.add({ path: "src/app.ts", line: 1, label: "plain", list: "Review" });
    await service.add({ path: "src/app.ts", line: 2, label: "own", list: "Review", color: "green", icon: "bug" });
    await run("lockstep.bookmarks.showByList");
    const { trees } = await lockstep();
    await shows(trees.bookmarks, "Review\n  plain\n  own\nNo List");
    const [list, none] = await rowsOf(trees.bookmarks);
    const looks = [list, ...(list?.children ?? [])].map((row) => {
      const icon = row?.item.iconPath;
      return icon instanceof vscode.ThemeIcon ? [icon.id, icon.color?.id] : [];
    });
    assert.deepEqual(looks, [
      ["checklist", "charts.red"],
      ["bookmark", "charts.red"],
      ["bug", "charts.green"],
    ]);
    assert.equal(list?.description, "2 · default");
    assert.equal(list?.item.contextValue, "list");
    assert.equal(none?.item.contextValue, "list.none");
  });

  it("says what a screen reader needs, and marks a bookmark whose line is gone", async () => {
    const service = (await state()).bookmarks;
    const written = { label: "Entry", note: "why", tags: ["slow", "old"], list: "Review", mnemonic: "3" };
    const input = { path: "src/app.ts", line: 3, ...written };
    const { id, path, line, state: before, column, anchor } = await service.add(input);
    await service.follow([{ id, from: { path, line, state: before }, path, line, column, anchor, state: "orphaned" }]);
    const { trees } = await lockstep();
    const item = await trees.bookmarks.getTreeItem(await findRow(trees.bookmarks, "Entry"));
    assert.equal(
      item.accessibilityInformation?.label,
      "Entry, line 3, Its line is gone from the file, list Review, number 3, tags slow, old, has a note",
    );
    assert.equal(item.contextValue, "bookmark.orphaned");
    assert.ok(item.iconPath instanceof vscode.ThemeIcon && item.iconPath.id === "warning");
    assert.ok(item.tooltip instanceof vscode.MarkdownString && item.tooltip.value.includes("Its line is gone"));
    assert.equal(item.description, ":3 [3] #slow #old ✎");
    await run("lockstep.bookmarks.showFlat");
    const flat = await trees.bookmarks.getTreeItem(await findRow(trees.bookmarks, "Entry"));
    assert.match(flat.accessibilityInformation?.label ?? "", /^Entry, line 3 of src\/app\.ts, /);
  });

  it("shows a whole file or folder by its name and icon", async () => {
    const service = (await state()).bookmarks;
    await service.add({ path: "src/app.ts", line: 1, target: "file" });
    await service.add({ path: "src/lib", line: 1, target: "folder" });
    const { trees } = await lockstep();
    const icons = async () => (await rowsOf(trees.bookmarks)).map(({ item }) => item.iconPath);
    await shows(trees.bookmarks, "app.ts\n  app.ts\nlib\n  lib");
    const expected = [vscode.ThemeIcon.File, new vscode.ThemeIcon("symbol-folder")];
    assert.deepEqual(await icons(), expected);
    await run("lockstep.bookmarks.showFlat");
    await shows(trees.bookmarks, "app.ts\nlib");
    const rows = await rowsOf(trees.bookmarks);
    assert.deepEqual(await icons(), expected);
    assert.deepEqual(
      rows.map(({ description }) => description),
      ["src/app.ts", "src/lib"],
    );
  });

  it("remembers for the workspace how it is seen, and takes nothing amiss", async () => {
    const memory = memento();
    const choices = new BookmarkViewChoices(memory);
    await choices.change({ grouping: "list", sorting: "age", filter: { tags: ["slow"] } });
    assert.deepEqual(new BookmarkViewChoices(memory).current, {
      grouping: "list",
      sorting: "age",
      hidesPositions: false,
      filter: { tags: ["slow"] },
    });
    for (const key of memory.keys()) {
      memory.values.set(key, { grouping: "by moon", sorting: 5, hidesPositions: true, filter: "none" });
    }
    assert.deepEqual(new BookmarkViewChoices(memory).current, { ...byPath, hidesPositions: true });
  });

  it("says that a filter hides all, and how to show all again", async () => {
    await (await state()).bookmarks.add({ path: "src/app.ts", line: 2, label: "Entry" });
    const { models } = await lockstep();
    await models.bookmarks.current();
    const choices = new BookmarkViewChoices(memento());
    const settings = new BookmarkSettings();
    const view = viewWithoutRows();
    const showing = new BookmarksView(view, models.bookmarks, choices, settings);
    try {
      assert.equal(view.message, undefined);
      await choices.change({ filter: { text: "exit" } });
      assert.equal(
        view.message,
        "No bookmark matches “exit”. “Clear Filter of Bookmarks” in the title shows all again.",
      );
      assert.equal(view.description, "“exit”");
      await choices.change({ filter: { text: "entry", tags: [] } });
      assert.equal(view.message, "");
    } finally {
      showing.dispose();
    }
  });

  it("counts bookmarks or files on its badge, as the setting says", async () => {
    const service = (await state()).bookmarks;
    await service.add({ path: "src/app.ts", line: 2 });
    await service.add({ path: "src/app.ts", line: 3 });
    const { models } = await lockstep();
    await models.bookmarks.current();
    const view = viewWithoutRows();
    const configuration = vscode.workspace.getConfiguration("lockstep.bookmarks");
    const settings = new BookmarkSettings();
    const choices = new BookmarkViewChoices(memento());
    const showing = new BookmarksView(view, models.bookmarks, choices, settings);
    try {
      const count = () => view.badge?.value;
      assert.equal(count(), undefined);
      await configuration.update("sideBar.countBadge", "all", vscode.ConfigurationTarget.Global);
      await eventually("the number of bookmarks", () => count() === 2);
      await configuration.update("sideBar.countBadge", "files", vscode.ConfigurationTarget.Global);
      await eventually("the number of files", () => count() === 1);
    } finally {
      await configuration.update("sideBar.countBadge", undefined, vscode.ConfigurationTarget.Global);
      showing.dispose();
    }
  });

  it("removes the bookmark that is clicked and no other (VB removed the last one)", async () => {
    const service = (await state()).bookmarks;
    for (const line of [1, 2, 3]) {
      await service.add({ path: "src/app.ts", line, label: `at ${line}` });
    }
    const { trees } = await lockstep();
    await vscode.commands.executeCommand("lockstep.bookmark.remove", await findRow(trees.bookmarks, "at 2"));
    await shows(trees.bookmarks, "app.ts\n  at 1\n  at 3");
    assert.deepEqual(
      (await bookmarks()).map(({ label }) => label),
      ["at 1", "at 3"],
    );
  });

  it("keeps the id of every row, whatever the order and the filter", async () => {
    const service = (await state()).bookmarks;
    await service.add({ path: "src/app.ts", line: 1, label: "b" });
    await service.add({ path: "src/app.ts", line: 2, label: "a" });
    const { trees } = await lockstep();
    await shows(trees.bookmarks, "app.ts\n  b\n  a");
    const idOf = async (label: string) => (await trees.bookmarks.getTreeItem(await findRow(trees.bookmarks, label))).id;
    const before = [await idOf("a"), await idOf("b")];
    await run("lockstep.bookmarks.sort", { by: "label" });
    await shows(trees.bookmarks, "app.ts\n  a\n  b");
    await run("lockstep.bookmarks.showFlat");
    assert.equal(await outline(trees.bookmarks), "a\nb");
    assert.deepEqual([await idOf("a"), await idOf("b")], before);
  });

  it("has a file looked at when its bookmarks show for the first time, and not again", async () => {
    const { folder } = await snapshot();
    const asked: string[][] = [];
    const files = new ListedFiles(async (_, paths) => void asked.push([...paths]));
    const value = { items: many(20).items, hidden: [], lists: [], defaultList: undefined, problems: [] };
    const rows = bookmarkRows({ folder, value }, byPath, true);
    files.show(rows);
    files.show(rows[1]?.children ?? []);
    files.show(rows[1]?.children ?? []);
    files.show(bookmarkRows({ folder, value }, { ...byPath, grouping: "none" }, true));
    assert.deepEqual(asked, [["src/file-00001.ts"], ["src/file-00000.ts"]]);
  });

  it("finds lines that moved while nobody looked when it is refreshed", async () => {
    const file = join(workspaceFolder(), "refreshed.txt");
    writeFileSync(file, ["zero", "one", "the line", "three", "four"].join("\n"));
    try {
      const anchor = { text: "the line", before: ["zero", "one"], after: ["three", "four"] };
      await (await state()).bookmarks.add({ path: "refreshed.txt", line: 5, anchor });
      await run("lockstep.bookmarks.refresh");
      assert.deepEqual(
        (await bookmarks()).map(({ line }) => line),
        [3],
      );
    } finally {
      rmSync(file);
    }
  });
});
