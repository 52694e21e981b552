import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { eventually } from "../../helpers/eventually";
import { answering } from "../answers";
import { run, state, workspaceFolder } from "../running-extension";
import { bookmarks, type CommandTests, places } from "./command-tests";

type Tested = "lockstep.bookmark.import" | "lockstep.bookmark.export";

const vbFile = {
  files: [
    {
      path: "src/app.ts",
      bookmarks: [
        { line: 2, column: 0, label: "" },
        { line: 4, column: 1, label: "Entry" },
      ],
    },
    { path: "../elsewhere.ts", bookmarks: [{ line: 0, column: 0, label: "" }] },
  ],
};

async function exported(format: "json" | "pattern", expected: RegExp): Promise<string> {
  await run("lockstep.bookmark.export", { format });
  return await eventually(`the bookmarks as ${format}`, () => {
    const text = vscode.window.activeTextEditor?.document.getText() ?? "";
    return expected.test(text) && text;
  });
}

/** Documents without a name can't be closed without a question. */
async function throwAway(documents: number): Promise<void> {
  for (let left = documents; left > 0; left--) {
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }
}

export const exchangeTests: CommandTests<Tested> = {
  "lockstep.bookmark.import": [
    "finds the file of the extension Bookmarks, says how many are new, remembers their lines, and takes it back on a click",
    async () => {
      const folder = join(workspaceFolder(), ".vscode");
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "bookmarks.json"), JSON.stringify(vbFile));
      try {
        await (await state()).bookmarks.add({ path: "src/app.ts", line: 3 });
        const [told] = await answering({ picks: ["Bookmarks"] }, () => run("lockstep.bookmark.import"));
        assert.equal(told?.text, "Imported bookmarks: 1. Lines that had one already: 1. Left out, as the log says: 1.");
        assert.deepEqual(await places(), ["src/app.ts:3", "src/app.ts:5"]);
        const document = await vscode.workspace.openTextDocument(join(workspaceFolder(), "src/app.ts"));
        const [, imported] = await bookmarks();
        assert.deepEqual([imported?.label, imported?.anchor.text], ["Entry", document.lineAt(4).text]);
        const uri = vscode.Uri.file(join(folder, "bookmarks.json"));
        await (await state()).bookmarks.clear();
        await answering({ buttons: ["Undo"] }, async () => {
          await run("lockstep.bookmark.import", { uri });
          await eventually("they are gone again", async () => (await places()).length === 0);
        });
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  ],
  "lockstep.bookmark.export": [
    "shows a document in the format that is chosen, to be saved where one likes",
    async () => {
      await (await state()).bookmarks.add({ path: "src/app.ts", line: 5, label: "Entry" });
      await answering({ picks: ["Markdown"] }, () => run("lockstep.bookmark.export"));
      const { document } = vscode.window.activeTextEditor ?? {};
      assert.deepEqual([document?.isUntitled, document?.languageId], [true, "markdown"]);
      assert.match(document?.getText() ?? "", /\[src\/app\.ts:5\]\(src\/app\.ts#L5\) – Entry/);
      assert.equal(await exported("pattern", /^- /), "- `src/app.ts:5` Entry\n");
      assert.equal(JSON.parse(await exported("json", /^\{/)).bookmarks[0].label, "Entry");
      await throwAway(3);
    },
  ],
};
