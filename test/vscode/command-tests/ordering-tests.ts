import assert from "node:assert/strict";
import * as vscode from "vscode";
import { answering } from "../answers";
import { findRow, lockstep, openAt, run, shows, state } from "../running-extension";
import type { CommandTests } from "./command-tests";

type Tested =
  | "lockstep.bookmark.moveUp"
  | "lockstep.bookmark.moveDown"
  | "lockstep.bookmarks.moveSelectedUp"
  | "lockstep.bookmarks.moveSelectedDown";

async function fill(): Promise<void> {
  const service = (await state()).bookmarks;
  await service.createList({ name: "Tour" });
  for (const [line, label] of ["one", "two", "three", "four"].entries()) {
    await service.add({ path: "src/app.ts", line: line + 1, label, list: "Tour" });
  }
}

/** By list, in a person's own order. */
async function showByList(): Promise<void> {
  await fill();
  await run("lockstep.bookmarks.showByList");
  await run("lockstep.bookmarks.sort", { by: "manual" });
}

async function showsOrder(...labels: readonly string[]): Promise<void> {
  const rows = ["Tour", ...labels.map((label) => `  ${label}`), "No List"];
  await shows((await lockstep()).trees.bookmarks, rows.join("\n"));
}

/** As the menu of the first of these rows runs it, when all of them are selected. */
async function moveUp(...labels: readonly string[]): Promise<void> {
  const { bookmarks } = (await lockstep()).trees;
  const rows = await Promise.all(labels.map((label) => findRow(bookmarks, label)));
  await vscode.commands.executeCommand("lockstep.bookmark.moveUp", rows[0], rows);
}

export const orderingTests: CommandTests<Tested> = {
  "lockstep.bookmark.moveUp": [
    "moves the selected bookmarks before the one above, together, until they are at the top; one undo takes it back",
    async () => {
      await showByList();
      await moveUp("four", "three");
      await showsOrder("one", "three", "four", "two");
      await Promise.all([moveUp("four"), moveUp("four")]);
      await showsOrder("four", "one", "three", "two");
      await moveUp("four");
      await showsOrder("four", "one", "three", "two");
      await answering({}, () => run("lockstep.bookmark.undo"));
      await showsOrder("one", "four", "three", "two");
    },
  ],
  "lockstep.bookmark.moveDown": [
    "moves the bookmark of the cursor's line behind the next one that shows, and has the view show that order",
    async () => {
      await fill();
      await openAt("src/app.ts", 1);
      const [told] = await answering({}, () => run("lockstep.bookmark.moveDown"));
      assert.match(told?.text ?? "", /Show Bookmarks by List/);
      await run("lockstep.bookmarks.showByList");
      await run("lockstep.bookmarks.filter", { text: "o" });
      const words = { lineNumber: 2 };
      const messages = await answering({}, () => run("lockstep.bookmark.moveDown", words));
      assert.match(messages[0]?.text ?? "", /your own order now/);
      await run("lockstep.bookmarks.clearFilter");
      await showsOrder("one", "three", "four", "two");
      await run("lockstep.bookmark.moveDown", words);
      await showsOrder("one", "three", "four", "two");
    },
  ],
  "lockstep.bookmarks.moveSelectedUp": [
    "moves nothing where nothing is selected, not even the bookmark of the cursor's line",
    () => refusesWithoutSelection("lockstep.bookmarks.moveSelectedUp"),
  ],
  "lockstep.bookmarks.moveSelectedDown": [
    "moves nothing where nothing is selected",
    () => refusesWithoutSelection("lockstep.bookmarks.moveSelectedDown"),
  ],
};

async function refusesWithoutSelection(
  id: "lockstep.bookmarks.moveSelectedUp" | "lockstep.bookmarks.moveSelectedDown",
) {
  await showByList();
  await openAt("src/app.ts", 2);
  const [told] = await answering({}, () => run(id));
  assert.equal(told?.text, "Select bookmarks in the view first.");
  await showsOrder("one", "two", "three", "four");
}
