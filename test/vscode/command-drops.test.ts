import assert from "node:assert/strict";
import { dropCommands } from "../../src/vscode/views/queue-drops";
import { queueRows } from "../../src/vscode/views/queue-rows";
import { forgetEverything, lockstep, run, shows, state } from "./running-extension";

/** Rows are told by their class: these are of the suite's own. */
async function drop(labels: readonly string[], target: string): Promise<void> {
  const snapshots = await (await lockstep()).models.queues.current();
  const rows = snapshots.flatMap(queueRows).flatMap((row) => [row, ...row.children]);
  const named = (label: string) => rows.find((row) => row.item().label === label);
  await dropCommands(
    labels.flatMap((label) => named(label) ?? []),
    named(target),
  );
}

async function showsQueues(...lines: readonly string[]): Promise<void> {
  await shows((await lockstep()).trees.queues, lines.join("\n"));
}

describe("Commands that are dropped", () => {
  beforeEach(async () => {
    await forgetEverything();
    const { queues } = await state();
    const [build, ship] = [await queues.create({ name: "Build" }), await queues.create({ name: "Ship" })];
    for (const label of ["a", "b", "c"]) {
      await queues.addCommand(build.id, { run: { kind: "shell", command: "true" }, label });
    }
    for (const label of ["x", "y"]) {
      await queues.addCommand(ship.id, { run: { kind: "shell", command: "true" }, label });
    }
    await showsQueues("Build", "  a", "  b", "  c", "Ship", "  x", "  y");
  });
  after(forgetEverything);

  it("on a command of their queue take its place", async () => {
    await drop(["a"], "c");
    await showsQueues("Build", "  b", "  c", "  a", "Ship", "  x", "  y");
    await drop(["c", "a"], "b");
    await showsQueues("Build", "  c", "  a", "  b", "Ship", "  x", "  y");
  });

  it("on a command of another queue stand before it, in their order", async () => {
    await drop(["a", "c"], "y");
    await showsQueues("Build", "  b", "Ship", "  x", "  a", "  c", "  y");
  });

  it("on a queue go to its end, be it theirs or another one", async () => {
    await drop(["a", "x"], "Build");
    await showsQueues("Build", "  b", "  c", "  a", "  x", "Ship", "  y");
    await drop(["b"], "Ship");
    await showsQueues("Build", "  c", "  a", "  x", "Ship", "  y", "  b");
  });

  it("wait for nothing of the queue that they left", async () => {
    const { commands } = await (await state()).queues.find("Build");
    const [a, b] = commands;
    await run("lockstep.queue.setDependencies", { queue: "Build", command: b?.id ?? "", after: [a?.id ?? ""] });
    await (await lockstep()).models.refresh();
    await drop(["b"], "Ship");
    await showsQueues("Build", "  a", "  c", "Ship", "  x", "  y", "  b");
    assert.equal((await (await state()).queues.find("Ship")).commands[2]?.after, undefined);
  });
});
