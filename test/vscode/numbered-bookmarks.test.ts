import assert from "node:assert/strict";
import { eventually } from "../helpers/eventually";
import { answering } from "./answers";
import { bookmarks, loseLine, position } from "./command-tests/command-tests";
import { numberAt, numbers } from "./command-tests/mnemonic-tests";
import { forgetEverything, openAt, run } from "./running-extension";
import { withSetting } from "./with-setting";

const scope = "mnemonics.navigateThroughAllFiles";
const jump = () => run("lockstep.bookmark.jumpToMnemonic3");

describe("A number", () => {
  beforeEach(forgetEverything);
  after(forgetEverything);

  it("is on one bookmark of all, is found wherever that is, and leaves the label that it was with", async () => {
    await openAt("src/app.ts", 4);
    await run("lockstep.bookmark.toggleWithLabel", { label: "Report" });
    await numberAt("3", "src/app.ts", 4);
    await numberAt("3", "src/lib/math.ts", 3);
    assert.deepEqual(await numbers(), ["- src/app.ts:4", "3 src/lib/math.ts:3"]);
    await openAt("src/app.ts", 1);
    await jump();
    assert.equal(position(), "src/lib/math.ts:3");
    await jump();
    assert.equal(position(), "src/lib/math.ts:3");
  });

  it("is one of each file for itself when it is set so", async () => {
    await withSetting(scope, "false", async () => {
      await numberAt("3", "src/app.ts", 4);
      await numberAt("3", "src/app.ts", 10);
      await numberAt("3", "src/lib/math.ts", 3);
      assert.deepEqual(await numbers(), ["3 src/app.ts:10", "3 src/lib/math.ts:3"]);
      await openAt("src/app.ts", 1);
      await jump();
      await jump();
      assert.equal(position(), "src/app.ts:10");
      await openAt("src/lib/readings.ts", 1);
      const [message] = await answering({}, jump);
      assert.match(message?.text ?? "", /No bookmark has the number 3/);
    });
  });

  it("may be in many files when it is set so: first this file's, then that of the next file, and round again", async () => {
    await withSetting(scope, "allowDuplicates", async () => {
      await numberAt("3", "src/app.ts", 4);
      await numberAt("3", "src/lib/math.ts", 3);
      await numberAt("3", "src/lib/readings.ts", 2);
      await openAt("src/lib/math.ts", 9);
      const visited: string[] = [];
      for (let step = 0; step < 4; step++) {
        await jump();
        visited.push(position());
      }
      assert.deepEqual(visited, ["src/lib/math.ts:3", "src/lib/readings.ts:2", "src/app.ts:4", "src/lib/math.ts:3"]);
    });
  });

  it("takes a labelled bookmark away with a way back", async () => {
    await openAt("src/app.ts", 4);
    await run("lockstep.bookmark.toggleWithLabel", { label: "Report" });
    await numberAt("3", "src/app.ts", 4);
    await answering({ buttons: ["Undo"] }, () => run("lockstep.bookmark.toggleMnemonic3"));
    await eventually("it is back", async () => (await numbers()).join() === "3 src/app.ts:4");
  });

  it("says which file lost the line of its bookmark", async () => {
    await numberAt("3", "src/app.ts", 4);
    const [only] = await bookmarks();
    assert.ok(only);
    await loseLine(only);
    const [message] = await answering({}, jump);
    assert.match(message?.text ?? "", /The line of bookmark 3 is gone from src\/app\.ts/);
  });

  it("goes to the line of the main cursor", async () => {
    const editor = await openAt("src/app.ts", 10, 4);
    assert.equal(editor.selection.active.line, 9);
    await run("lockstep.bookmark.toggleMnemonic3");
    assert.deepEqual(await numbers(), ["3 src/app.ts:10"]);
  });
});
