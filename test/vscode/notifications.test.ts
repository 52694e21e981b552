import assert from "node:assert/strict";
import { answering } from "./answers";
import { forgetEverything, run, state } from "./running-extension";

const label = "[Fix](command:workbench.action.closeWindow)";

describe("A notification", () => {
  beforeEach(forgetEverything);
  after(forgetEverything);

  it("has no link that a document wrote: a click could run any command", async () => {
    const { bookmarks } = await state();
    const { id } = await bookmarks.add({ path: "src/app.ts", line: 4, label });
    const removed = await answering({}, () => run("lockstep.bookmark.remove", { bookmark: id }));
    const failed = await answering({}, () => run("lockstep.bookmark.remove", { bookmark: label }));
    for (const messages of [removed, failed]) {
      assert.equal(messages.length, 1);
      assert.match(messages[0]?.text ?? "", /\[Fix\]\u200B\(command:/);
    }
  });
});
