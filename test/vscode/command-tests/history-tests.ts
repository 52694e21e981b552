import assert from "node:assert/strict";
import { answering } from "../answers";
import { lockstepCommand, openAt, run, state } from "../running-extension";
import { bookmark, bookmarks, type CommandTests, places } from "./command-tests";

type Tested =
  | "lockstep.bookmark.undo"
  | "lockstep.bookmark.redo"
  | "lockstep.bookmark.restoreFromTrash"
  | "lockstep.bookmark.emptyTrash";

export const historyTests: CommandTests<Tested> = {
  "lockstep.bookmark.undo": [
    "takes changes back one after the other, and refuses what someone else has changed since",
    async () => {
      await bookmark("src/app.ts", 2, 4);
      await run("lockstep.bookmark.remove", { lineNumber: 2 });
      const messages = await answering({}, () => run("lockstep.bookmark.undo"));
      assert.equal(messages[0]?.text, "Undid: Remove bookmarks");
      assert.deepEqual(await places(), ["src/app.ts:2", "src/app.ts:4"]);
      const [first] = await bookmarks();
      await run("lockstep.bookmark.editLabel", { bookmark: first?.id ?? "", label: "mine" });
      await lockstepCommand("bookmark", "edit", first?.id ?? "", "--label", "theirs");
      const refused = await answering({}, () => run("lockstep.bookmark.undo"));
      assert.match(refused[0]?.text ?? "", /changed by someone else since/);
      assert.equal((await bookmarks())[0]?.label, "theirs");
    },
  ],
  "lockstep.bookmark.redo": [
    "does again what was undone",
    async () => {
      await bookmark("src/app.ts", 2);
      await answering({}, () => run("lockstep.bookmark.undo"));
      assert.deepEqual(await places(), []);
      const messages = await answering({}, () => run("lockstep.bookmark.redo"));
      assert.equal(messages[0]?.text, "Did again: Toggle bookmarks");
      assert.deepEqual(await places(), ["src/app.ts:2"]);
    },
  ],
  "lockstep.bookmark.restoreFromTrash": [
    "brings back what a person chooses, with what was written on it",
    async () => {
      const service = (await state()).bookmarks;
      const one = await service.add({ path: "src/app.ts", line: 2, label: "one", note: "why" });
      const two = await service.add({ path: "src/app.ts", line: 4, label: "two" });
      await service.clear();
      await run("lockstep.bookmark.restoreFromTrash", { bookmarks: [one.id] });
      assert.deepEqual(
        (await bookmarks()).map(({ id, note }) => [id, note]),
        [[one.id, "why"]],
      );
      assert.deepEqual(
        (await service.trash()).map(({ bookmark: { id } }) => id),
        [two.id],
      );
    },
  ],
  "lockstep.bookmark.emptyTrash": [
    "asks first, and says so where there is nothing",
    async () => {
      await openAt("src/app.ts", 2);
      const service = (await state()).bookmarks;
      await service.add({ path: "src/app.ts", line: 2, label: "one" });
      await service.clear();
      await answering({}, () => run("lockstep.bookmark.emptyTrash"));
      assert.equal((await service.trash()).length, 1);
      await answering({ buttons: ["Empty Trash"] }, () => run("lockstep.bookmark.emptyTrash"));
      assert.deepEqual(await service.trash(), []);
      const messages = await answering({}, () => run("lockstep.bookmark.emptyTrash"));
      assert.equal(messages[0]?.text, "The trash is empty already.");
    },
  ],
};
