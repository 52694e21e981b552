import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "../helpers/eventually";
import { forgetEverything, lockstep, state, workspaceFolder } from "./running-extension";
import { farAway, queueIs } from "./runs";
import { withSettings } from "./with-setting";

const go = () => join(workspaceFolder(), "go");

/** Does `work` while `lockstep.watch` is another, and waits until it is what it was. */
async function polling(work: () => Promise<unknown>): Promise<void> {
  const { folders } = await lockstep();
  let writer = "";
  await withSettings("lockstep", { watch: "poll" }, async () => {
    await work();
    writer = folders.writerId;
  });
  await eventually("the folders are open again", () => folders.writerId !== writer && folders.all.length === 1);
}

describe("A command that runs while a setting changes", () => {
  const clean = async () => {
    await forgetEverything();
    rmSync(go(), { force: true });
  };
  beforeEach(clean);
  after(clean);

  it("goes on, and what was set counts when nothing runs any more, whatever waits for its time", async () => {
    const { folders } = await lockstep();
    const { queues, queueControl } = await state();
    const { id } = await queues.create({ name: "Build" });
    const command = "while [ ! -e go ]; do sleep 0.05; done";
    await queues.addCommand(id, { run: { kind: "shell", command } });
    await queues.addCommand(id, { run: { kind: "shell", command: "true" }, notBefore: farAway });
    await queueControl.start(id);
    await queueIs("running: running pending");
    const writer = folders.writerId;
    await polling(async () => {
      await queueIs("running: running pending");
      assert.equal(folders.writerId, writer);
      writeFileSync(go(), "");
      await eventually("it counts", () => folders.writerId !== writer);
      await queueIs("running: completed pending");
    });
  });

  it("is not waited for where none is", async () => {
    const { folders } = await lockstep();
    const writer = folders.writerId;
    await polling(() => eventually("it counts", () => folders.writerId !== writer));
  });
});
