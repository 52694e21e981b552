import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { until } from "../host/poll";
import type { VSCodeWindow } from "../host/window";
import { useTwoWindows, useWindowHost } from "./helpers";
import { dragRow, lockstep, showLockstep } from "./steps";

const artifacts = join(__dirname, "../../test-artifacts");

interface BookmarkOnDisk {
  readonly id: string;
  readonly label?: string;
  readonly list?: string;
}

function bookmarksIn(folder: string): readonly BookmarkOnDisk[] {
  return JSON.parse(readFileSync(join(folder, ".lockstep", "bookmarks.json"), "utf8")).bookmarks;
}

async function shows(window: VSCodeWindow, ...expected: readonly string[]): Promise<void> {
  await window.view("Bookmarks").waitForLabels(expected.join(), (labels) => isDeepStrictEqual(labels, expected));
}

describe("Two windows, one set of lists", () => {
  const windows = useTwoWindows();

  it("see what is dragged from list to list, undone, and what can't be undone any more", async () => {
    const { left, right } = windows;
    const { workspace } = windows.host;
    await lockstep(workspace, "bookmark", "add", "src/app.ts:2", "--label", "Entry");
    await lockstep(workspace, "bookmark", "add", "src/app.ts:4", "--label", "Columns");
    await showLockstep(left, right);
    for (const window of [left, right]) {
      await shows(window, "app.ts", "Entry", "Columns");
      await window.runCommand("Lockstep: Show Bookmarks by List");
      await shows(window, "No List", "Entry", "Columns");
    }
    await createList(left, "Review");
    await shows(right, "Review", "No List", "Entry", "Columns");

    await dragRow(left, "Bookmarks", "Entry", "Review");
    for (const window of [left, right]) {
      await shows(window, "Review", "Entry", "No List", "Columns");
    }
    await right.screenshot(join(artifacts, "lists.png"));

    await left.runCommand("Lockstep: Undo Bookmark Change");
    for (const window of [left, right]) {
      await shows(window, "Review", "No List", "Entry", "Columns");
    }
    await left.runCommand("Lockstep: Redo Bookmark Change");
    await shows(right, "Review", "Entry", "No List", "Columns");

    await right.view("Bookmarks").row("Entry").click({ button: "left" });
    await right.view("Bookmarks").row("Entry").focus();
    await right.view("Bookmarks").clickRowAction("Entry", "Edit Bookmark Label");
    await right.quickInput.enter("Way In");
    await shows(left, "Review", "Way In", "No List", "Columns");
    await left.runCommand("Lockstep: Undo Bookmark Change");
    await left.notifications.waitFor("changed by someone else since");
    await shows(right, "Review", "Way In", "No List", "Columns");
  });

  it("filter each for itself, say so, and teach the first action again when nothing is left", async () => {
    const { left, right } = windows;
    await left.runCommand("Lockstep: Filter Bookmarks...");
    await left.quickInput.enter("col");
    await shows(left, "No List", "Columns");
    await left.runCommand("Lockstep: Filter Bookmarks...");
    await left.quickInput.enter("nowhere");
    await left.view("Bookmarks").waitForText("No bookmark matches “nowhere”.");
    await left.screenshot(join(artifacts, "filter.png"));
    await shows(right, "Review", "Way In", "No List", "Columns");
    await left.runCommand("Lockstep: Clear Filter of Bookmarks");
    await shows(left, "Review", "Way In", "No List", "Columns");
    rmSync(join(windows.host.workspace, ".lockstep", "bookmarks.json"));
    await left.view("Bookmarks").waitForText("Toggle Bookmark");
  });

  it("are put into order by keys, several bookmarks at once, and back by undo", async () => {
    const { left, right } = windows;
    const { workspace } = windows.host;
    for (const [index, label] of ["one", "two", "three"].entries()) {
      await lockstep(workspace, "bookmark", "add", `src/app.ts:${index + 1}`, "--label", label, "--list", "Tour");
    }
    await right.runCommand("Lockstep: Show Bookmarks by List");
    for (const window of [left, right]) {
      await window.runCommand("Lockstep: Sort Bookmarks...");
      await window.quickInput.pick("Your Own Order");
      await shows(window, "Tour", "one", "two", "three", "No List");
    }
    await left
      .view("Bookmarks")
      .row("three")
      .click({ modifiers: ["Control"] });
    await left.press("Alt+ArrowUp", "Alt+ArrowUp");
    for (const window of [left, right]) {
      await shows(window, "Tour", "three", "one", "two", "No List");
    }
    await left
      .view("Bookmarks")
      .row("one")
      .click({ modifiers: ["Control"] });
    await left.press("Alt+ArrowDown");
    for (const window of [left, right]) {
      await shows(window, "Tour", "two", "three", "one", "No List");
    }
    await left.press("Control+z");
    await shows(right, "Tour", "three", "one", "two", "No List");
  });
});

async function createList(window: VSCodeWindow, name: string): Promise<void> {
  await window.runCommand("Lockstep: Create List of Bookmarks...");
  await window.quickInput.enter(name);
  await window.quickInput.pick("Purple");
  await window.quickInput.pick("checklist");
}

describe("The Bookmarks view of a multi-root workspace", () => {
  const using = useWindowHost();

  it("edits and removes in the folder of the row (VB took the active editor's), by key as well", async () => {
    const { workspace } = using.host;
    const [one, two] = [join(workspace, "one"), join(workspace, "two")] as const;
    for (const folder of [one, two]) {
      mkdirSync(folder);
      writeFileSync(join(folder, "a.txt"), "a\nb\nc\n");
    }
    await lockstep(one, "bookmark", "add", "a.txt:2", "--label", "first");
    await lockstep(two, "bookmark", "add", "a.txt:2", "--label", "second");
    const codeWorkspace = join(workspace, "both.code-workspace");
    writeFileSync(codeWorkspace, JSON.stringify({ folders: [{ path: "one" }, { path: "two" }] }));
    const window = await using.host.open({ codeWorkspace });
    await showLockstep(window);
    await shows(window, "one", "a.txt", "first", "two", "a.txt", "second");
    await window.view("Bookmarks").row("first").click(); // opens the file of the first folder
    await window.page.locator(".tab.active", { hasText: "a.txt" }).waitFor();

    await window.view("Bookmarks").clickRowAction("second", "Edit Bookmark Label");
    await window.quickInput.enter("other");
    await shows(window, "one", "a.txt", "first", "two", "a.txt", "other");
    assert.deepEqual([bookmarksIn(one)[0]?.label, bookmarksIn(two)[0]?.label], ["first", "other"]);

    const rows = window.view("Bookmarks");
    await rows.row("other").click({ modifiers: ["Control"] });
    await rows.row("first").click({ modifiers: ["Control"] });
    await window.press("F2");
    await window.quickInput.enter("by key");
    await shows(window, "one", "a.txt", "first", "two", "a.txt", "by key");
    await window.press("Delete");
    await until("the second folder's bookmark removed", () => bookmarksIn(two).length === 0);
    assert.equal(bookmarksIn(one).length, 1);
    await window.press("Control+z");
    await shows(window, "one", "a.txt", "first", "two", "a.txt", "by key");
  });
});
