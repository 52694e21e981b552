import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import * as vscode from "vscode";
import { eventually } from "../../helpers/eventually";
import { answering } from "../answers";
import { lockstep, rowsOf, run, shows, state, stateFile } from "../running-extension";
import { bookmarks, type CommandTests } from "./command-tests";

type Tested =
  | "lockstep.bookmarks.showByFile"
  | "lockstep.bookmarks.showByList"
  | "lockstep.bookmarks.showFlat"
  | "lockstep.bookmarks.hidePosition"
  | "lockstep.bookmarks.showPosition"
  | "lockstep.bookmarks.sort"
  | "lockstep.bookmarks.filter"
  | "lockstep.bookmarks.clearFilter"
  | "lockstep.bookmarks.refresh"
  | "lockstep.bookmarks.editSelected"
  | "lockstep.bookmarks.removeSelected";

const byFile = "app.ts\n  zebra\nmath.ts\n  mean";
const flat = "zebra\nmean";

async function fill(): Promise<void> {
  const service = (await state()).bookmarks;
  await service.createList({ name: "Review" });
  await service.add({ path: "src/app.ts", line: 2, label: "zebra", list: "Review" });
  await service.add({ path: "src/lib/math.ts", line: 3, label: "mean", tags: ["slow"] });
}

async function showsBookmarks(expected: string): Promise<void> {
  await shows((await lockstep()).trees.bookmarks, expected);
}

async function descriptions(): Promise<readonly string[]> {
  return (await rowsOf((await lockstep()).trees.bookmarks)).map(({ description }) => description);
}

export const viewTests: CommandTests<Tested> = {
  "lockstep.bookmarks.showByFile": [
    "puts bookmarks beneath their files",
    async () => {
      await fill();
      await run("lockstep.bookmarks.showFlat");
      await run("lockstep.bookmarks.showByFile");
      await showsBookmarks(byFile);
    },
  ],
  "lockstep.bookmarks.showByList": [
    "puts bookmarks beneath their lists, those without one at the end",
    async () => {
      await fill();
      await run("lockstep.bookmarks.showByList");
      await showsBookmarks("Review\n  zebra\nNo List\n  mean");
    },
  ],
  "lockstep.bookmarks.showFlat": [
    "shows nothing but bookmarks",
    async () => {
      await fill();
      await run("lockstep.bookmarks.showFlat");
      await showsBookmarks(flat);
    },
  ],
  "lockstep.bookmarks.hidePosition": [
    "leaves labels and tags",
    async () => {
      await fill();
      await run("lockstep.bookmarks.showFlat");
      await run("lockstep.bookmarks.hidePosition");
      await showsBookmarks(flat);
      assert.deepEqual(await descriptions(), ["", "#slow"]);
    },
  ],
  "lockstep.bookmarks.showPosition": [
    "says file and line again",
    async () => {
      await fill();
      await run("lockstep.bookmarks.showFlat");
      await run("lockstep.bookmarks.hidePosition");
      await run("lockstep.bookmarks.showPosition");
      await showsBookmarks(flat);
      assert.deepEqual(await descriptions(), ["src/app.ts:2", "src/lib/math.ts:3 #slow"]);
    },
  ],
  "lockstep.bookmarks.sort": [
    "sorts by label, age, a person's own order, and path again",
    async () => {
      await fill();
      const [zebra, mean] = await bookmarks();
      await (await state()).bookmarks.add({ path: "README.md", line: 1, label: "latest" });
      await run("lockstep.bookmarks.showFlat");
      await answering({ picks: ["Label"] }, () => run("lockstep.bookmarks.sort"));
      await showsBookmarks("latest\nmean\nzebra");
      await run("lockstep.bookmarks.sort", { by: "age" });
      await showsBookmarks("latest\nmean\nzebra");
      await (await state()).bookmarks.place([mean?.id ?? "", zebra?.id ?? ""], { list: null });
      await run("lockstep.bookmarks.sort", { by: "manual" });
      await showsBookmarks("latest\nmean\nzebra");
      await run("lockstep.bookmarks.sort", { by: "path" });
      await showsBookmarks("latest\nzebra\nmean");
    },
  ],
  "lockstep.bookmarks.filter": [
    "shows what is of a list, has a tag or says a text, and asks for it in one box",
    async () => {
      await fill();
      await run("lockstep.bookmarks.filter", { list: "review" });
      await showsBookmarks("app.ts\n  zebra");
      await run("lockstep.bookmarks.filter", { tags: ["slow"] });
      await showsBookmarks("math.ts\n  mean");
      await run("lockstep.bookmarks.filter", { text: "APP zeb" });
      await showsBookmarks("app.ts\n  zebra");
      const asking = run("lockstep.bookmarks.filter");
      await eventually("all bookmarks, the first choice", async () => {
        await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
        return (await lockstep()).viewChoices.current.filter.text === undefined;
      });
      await asking;
      await showsBookmarks(byFile);
    },
  ],
  "lockstep.bookmarks.clearFilter": [
    "shows all again",
    async () => {
      await fill();
      await run("lockstep.bookmarks.filter", { text: "nothing at all" });
      await showsBookmarks("");
      await run("lockstep.bookmarks.clearFilter");
      await showsBookmarks(byFile);
    },
  ],
  "lockstep.bookmarks.refresh": [
    "reads the disk again (VB #516: it only drew the view again)",
    async () => {
      await fill();
      await showsBookmarks(byFile);
      const file = stateFile("bookmarks.json");
      writeFileSync(file, readFileSync(file, "utf8").replace("zebra", "horse"));
      await run("lockstep.bookmarks.refresh");
      const { models } = await lockstep();
      const labels = models.bookmarks.latest.flatMap(({ value }) => value.items.map(({ label }) => label));
      assert.deepEqual(labels, ["horse", "mean"]);
    },
  ],
  "lockstep.bookmarks.editSelected": [
    "says so where nothing is selected",
    async () => {
      const messages = await answering({}, () => run("lockstep.bookmarks.editSelected"));
      assert.equal(messages[0]?.text, "Select a bookmark or a list in the view first.");
    },
  ],
  "lockstep.bookmarks.removeSelected": [
    "removes nothing where nothing is selected, not even the bookmark of the cursor's line",
    async () => {
      await fill();
      const messages = await answering({}, () => run("lockstep.bookmarks.removeSelected"));
      assert.equal(messages[0]?.text, "Select bookmarks in the view first.");
      assert.equal((await bookmarks()).length, 2);
    },
  ],
};
