import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import type { BookmarksOverview } from "../../../src/core/bookmarks/overview";
import { eventually } from "../../helpers/eventually";
import { answering } from "../answers";
import { run, state } from "../running-extension";
import { bookmarks, type CommandTests } from "./command-tests";

type Tested =
  | "lockstep.list.create"
  | "lockstep.list.rename"
  | "lockstep.list.setColor"
  | "lockstep.list.setIcon"
  | "lockstep.list.setDefault"
  | "lockstep.list.delete";

async function overview(): Promise<BookmarksOverview> {
  return await (await state()).bookmarks.overview();
}

async function withList(name: string, ...lines: readonly number[]): Promise<void> {
  const service = (await state()).bookmarks;
  await service.createList({ name });
  for (const line of lines) {
    await service.add({ path: "src/app.ts", line, list: name });
  }
}

export const listTests: CommandTests<Tested> = {
  "lockstep.list.create": [
    "asks for a name, a colour and an icon",
    async () => {
      await answering({ texts: ["Review"], picks: ["Red", "flame"] }, () => run("lockstep.list.create"));
      await run("lockstep.list.create", { name: "Later" });
      assert.deepEqual((await overview()).lists, [{ name: "Review", color: "red", icon: "flame" }, { name: "Later" }]);
    },
  ],
  "lockstep.list.rename": [
    "takes the bookmarks of the list along",
    async () => {
      await withList("Review", 2, 4);
      await answering({ picks: ["Review"], texts: ["Read Again"] }, () => run("lockstep.list.rename"));
      assert.deepEqual(
        (await bookmarks()).map(({ list }) => list),
        ["Read Again", "Read Again"],
      );
    },
  ],
  "lockstep.list.setColor": [
    "takes a colour of one's own, and none",
    async () => {
      await withList("Review");
      const own = { picks: ["Another Colour…"], texts: ["#123456"] };
      await answering(own, () => run("lockstep.list.setColor", { list: "Review" }));
      assert.deepEqual((await overview()).lists, [{ name: "Review", color: "#123456" }]);
      await answering({ picks: ["No Colour"] }, () => run("lockstep.list.setColor", { list: "Review" }));
      assert.deepEqual((await overview()).lists, [{ name: "Review" }]);
    },
  ],
  "lockstep.list.setIcon": [
    "takes any of VS Code's icons",
    async () => {
      await withList("Review");
      const own = { picks: ["Another Icon…"], texts: ["symbol-event"] };
      await answering(own, () => run("lockstep.list.setIcon", { list: "Review" }));
      assert.deepEqual((await overview()).lists, [{ name: "Review", icon: "symbol-event" }]);
      await run("lockstep.list.setIcon", { list: "Review", icon: "rocket" });
      assert.deepEqual((await overview()).lists, [{ name: "Review", icon: "rocket" }]);
    },
  ],
  "lockstep.list.setDefault": [
    "says where new bookmarks come, and none again",
    async () => {
      await withList("Review");
      await run("lockstep.list.setDefault", { list: "Review" });
      await (await state()).bookmarks.add({ path: "src/app.ts", line: 3 });
      assert.deepEqual(
        (await bookmarks()).map(({ list }) => list),
        ["Review"],
      );
      await answering({ picks: ["No List"] }, () => run("lockstep.list.setDefault"));
      assert.equal((await overview()).defaultList, undefined);
    },
  ],
  "lockstep.list.delete": [
    "keeps or removes its bookmarks, as the person says, and offers to take that back",
    async () => {
      await withList("Review", 2, 4);
      const kept = await answering({ buttons: ["Keep Bookmarks", "Undo"] }, () =>
        run("lockstep.list.delete", { list: "Review" }),
      );
      assert.deepEqual(kept.at(-1), { text: "Deleted the list “Review”.", buttons: ["Undo"] });
      await eventuallyLists("Review", "Review");
      await answering({ buttons: ["Remove Bookmarks"] }, () => run("lockstep.list.delete", { list: "Review" }));
      assert.deepEqual(await overview(), { bookmarks: [], lists: [], defaultList: undefined });
    },
  ],
};

async function eventuallyLists(...names: readonly string[]): Promise<void> {
  await eventually(`bookmarks in ${names.join()}`, async () =>
    isDeepStrictEqual(
      (await bookmarks()).map(({ list }) => list),
      names,
    ),
  );
}
