import assert from "node:assert/strict";
import * as vscode from "vscode";
import { answering } from "../answers";
import { findRow, lockstep, openAt, run, state } from "../running-extension";
import { bookmark, bookmarks, type CommandTests, places, position } from "./command-tests";

type Tested =
  | "lockstep.bookmark.open"
  | "lockstep.bookmark.moveToList"
  | "lockstep.bookmark.setColor"
  | "lockstep.bookmark.setIcon"
  | "lockstep.bookmark.moveHere";

async function twoRows() {
  const service = (await state()).bookmarks;
  await service.add({ path: "src/app.ts", line: 2, label: "one" });
  await service.add({ path: "src/lib/math.ts", line: 3, label: "two" });
  const { trees } = await lockstep();
  return [await findRow(trees.bookmarks, "one"), await findRow(trees.bookmarks, "two")] as const;
}

export const appearanceTests: CommandTests<Tested> = {
  "lockstep.bookmark.open": [
    "goes where the bookmark is by now, and keeps one whose file is gone",
    async () => {
      const [row] = await twoRows();
      const service = (await state()).bookmarks;
      const [one] = await bookmarks();
      await service.edit(one?.id ?? "", { line: 5 });
      await vscode.commands.executeCommand("lockstep.bookmark.open", row);
      assert.equal(position(), "src/app.ts:5");
      const gone = await service.add({ path: "src/gone.ts", line: 1 });
      const messages = await answering({}, () => run("lockstep.bookmark.open", { bookmark: gone.id }));
      assert.match(messages[0]?.text ?? "", /src\/gone\.ts can't be opened; its bookmark on line 1 was kept/);
      assert.equal((await bookmarks()).length, 3);
    },
  ],
  "lockstep.bookmark.moveToList": [
    "moves all that are selected into a list, a new one, or none",
    async () => {
      const rows = await twoRows();
      await (await state()).bookmarks.createList({ name: "Review" });
      const lists = async () => (await bookmarks()).map(({ list }) => list);
      const move = () => vscode.commands.executeCommand("lockstep.bookmark.moveToList", rows[0], rows);
      await answering({ picks: ["Review"] }, move);
      assert.deepEqual(await lists(), ["Review", "Review"]);
      await answering({ picks: ["New List…"], texts: ["Later"] }, move);
      assert.deepEqual(await lists(), ["Later", "Later"]);
      await answering({ picks: ["No List"] }, move);
      assert.deepEqual(await lists(), [undefined, undefined]);
    },
  ],
  "lockstep.bookmark.setColor": [
    "colours all that are selected, which one undo takes back",
    async () => {
      const rows = await twoRows();
      const color = () => vscode.commands.executeCommand("lockstep.bookmark.setColor", rows[0], rows);
      await answering({ picks: ["Green"] }, color);
      assert.deepEqual(
        (await bookmarks()).map((one) => one.color),
        ["green", "green"],
      );
      await answering({ picks: ["No Colour"] }, color);
      assert.ok((await bookmarks()).every((one) => one.color === undefined));
      await answering({}, () => run("lockstep.bookmark.undo"));
      assert.ok((await bookmarks()).every((one) => one.color === "green"));
    },
  ],
  "lockstep.bookmark.setIcon": [
    "gives the bookmark an icon of VS Code's, and the usual one again",
    async () => {
      await bookmark("src/app.ts", 3);
      await answering({ picks: ["bug"] }, () => run("lockstep.bookmark.setIcon"));
      assert.equal((await bookmarks())[0]?.icon, "bug");
      await run("lockstep.bookmark.setIcon", { icon: null });
      assert.equal((await bookmarks())[0]?.icon, undefined);
    },
  ],
  "lockstep.bookmark.moveHere": [
    "moves a bookmark to the line of the cursor, in its own file only",
    async () => {
      await bookmark("src/app.ts", 3);
      const [moved] = await bookmarks();
      const editor = await openAt("src/app.ts", 6);
      await run("lockstep.bookmark.moveHere", { bookmark: moved?.id ?? "" });
      assert.deepEqual(await places(), ["src/app.ts:6"]);
      assert.equal((await bookmarks())[0]?.anchor.text, editor.document.lineAt(5).text);
      await openAt("src/lib/math.ts", 2);
      const messages = await answering({}, () => run("lockstep.bookmark.moveHere", { bookmark: moved?.id ?? "" }));
      assert.match(messages[0]?.text ?? "", /within its own file only\. Open src\/app\.ts/);
      assert.deepEqual(await places(), ["src/app.ts:6"]);
    },
  ],
};
