import assert from "node:assert/strict";
import * as vscode from "vscode";
import { openAt, run } from "../running-extension";
import { bookmark, type CommandTests } from "./command-tests";

type Tested =
  | "lockstep.bookmark.selectLines"
  | "lockstep.bookmark.expandSelectionToNext"
  | "lockstep.bookmark.expandSelectionToPrevious"
  | "lockstep.bookmark.shrinkSelection";

/** Anchor and active end, lines from 1: `4-8`. */
function selections(): readonly string[] {
  const all = vscode.window.activeTextEditor?.selections ?? [];
  return all.map(({ anchor, active }) => `${anchor.line + 1}-${active.line + 1}`);
}

export const selectionTests: CommandTests<Tested> = {
  "lockstep.bookmark.selectLines": [
    "selects the text of every bookmarked line",
    async () => {
      await bookmark("src/app.ts", 4, 10);
      await run("lockstep.bookmark.selectLines");
      const editor = vscode.window.activeTextEditor;
      const texts = editor?.selections.map((selection) => editor.document.getText(selection));
      assert.deepEqual(texts, [editor?.document.lineAt(3).text, editor?.document.lineAt(9).text]);
    },
  ],
  "lockstep.bookmark.expandSelectionToNext": [
    "selects from the cursor to the next bookmark, then to the one after it, and no further",
    async () => {
      await bookmark("src/app.ts", 4, 10);
      await openAt("src/app.ts", 2);
      const steps: unknown[] = [];
      for (let step = 0; step < 3; step++) {
        await run("lockstep.bookmark.expandSelectionToNext");
        steps.push(...selections());
      }
      assert.deepEqual(steps, ["2-4", "2-10", "2-10"]);
    },
  ],
  "lockstep.bookmark.expandSelectionToPrevious": [
    "selects upwards, from a selection's upper end",
    async () => {
      await bookmark("src/app.ts", 4, 10);
      await openAt("src/app.ts", 12);
      await run("lockstep.bookmark.expandSelectionToPrevious");
      assert.deepEqual(selections(), ["12-10"]);
      await run("lockstep.bookmark.expandSelectionToPrevious");
      assert.deepEqual(selections(), ["12-4"]);
    },
  ],
  "lockstep.bookmark.shrinkSelection": [
    "goes back to the bookmark before, and stays on the last one",
    async () => {
      await bookmark("src/app.ts", 4, 6, 10);
      const editor = await openAt("src/app.ts", 1);
      editor.selection = new vscode.Selection(4, 0, 9, 0);
      await run("lockstep.bookmark.shrinkSelection");
      assert.deepEqual(selections(), ["5-6"]);
      await run("lockstep.bookmark.shrinkSelection");
      assert.deepEqual(selections(), ["5-6"], "the next bookmark upwards is beyond the anchor");
    },
  ],
};
