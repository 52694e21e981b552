import assert from "node:assert/strict";
import { eventually } from "../../helpers/eventually";
import { openAt, run } from "../running-extension";
import { accept, leave, lookAt, withList } from "../shown-list";
import { bookmark, type CommandTests, position } from "./command-tests";

type Tested = "lockstep.bookmark.listFile";

export const fileListTests: CommandTests<Tested> = {
  "lockstep.bookmark.listFile": [
    "has those of the file only, starts at the nearest, shows what is looked at, and goes back on Escape",
    async () => {
      await bookmark("src/lib/math.ts", 3);
      await bookmark("src/app.ts", 4, 10);
      await openAt("src/app.ts", 9);
      const list = () => run("lockstep.bookmark.listFile");
      await withList(list, async ({ items }) => {
        const descriptions = items.flatMap(({ description }) => description ?? []);
        assert.deepEqual(descriptions, ["src/app.ts:4", "src/app.ts:10"]);
        await eventually("the nearest is shown", () => position() === "src/app.ts:10");
        await leave();
      });
      assert.equal(position(), "src/app.ts:9");
      await withList(list, async (shown) => {
        await lookAt(shown, "export interface Report {");
        await eventually("it is shown", () => position() === "src/app.ts:4");
        await accept();
      });
      assert.equal(position(), "src/app.ts:4");
    },
  ],
};
