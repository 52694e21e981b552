import assert from "node:assert/strict";
import { asking, offering } from "./answers";
import { forgetEverything, run, state } from "./running-extension";

describe("Questions about bookmarks", () => {
  beforeEach(forgetEverything);
  after(forgetEverything);

  it("say where a bookmark is: a whole file or folder has no line", async () => {
    const { bookmarks } = await state();
    const folder = await bookmarks.add({ path: "src/lib", line: 1, target: "folder" });
    const line = await bookmarks.add({ path: "src/app.ts", line: 5 });
    const offered = await offering(() => run("lockstep.bookmark.editLabel"));
    assert.deepEqual(
      offered.map(({ description = "" }) => description.split(" · ")[0]),
      ["src/app.ts:5", "src/lib"],
    );
    const asked = await asking(async () => {
      await run("lockstep.bookmark.editLabel", { bookmark: folder.id });
      await run("lockstep.bookmark.editLabel", { bookmark: line.id });
    });
    assert.deepEqual(asked, ["Label of src/lib", "Label of src/app.ts:5"]);
  });
});
