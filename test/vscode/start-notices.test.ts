import assert from "node:assert/strict";
import * as vscode from "vscode";
import { createContainer } from "../../src/container";
import { answering } from "./answers";
import { forgetEverything, lockstep, run, state } from "./running-extension";
import { farAway, makeGroup, makeQueue } from "./runs";
import { withSettings } from "./with-setting";

const notice = (name: string) =>
  `“${name}” was started, but this window is set to run nothing, and nobody else is here. Another window or “lockstep work” will run it.`;

/** The messages that come up while `work` starts something in a window that is set to this. */
async function told(
  inThisWindow: "auto" | "off",
  work: () => Promise<unknown>,
  buttons: readonly string[] = [],
): Promise<readonly string[]> {
  let texts: readonly string[] = [];
  await withSettings("lockstep.run", { inThisWindow }, async () => {
    const messages = await answering({ buttons }, async () => {
      await work();
      await (await lockstep()).running.startNotices.looked;
    });
    texts = messages.map(({ text }) => text);
    await forgetEverything(); // before this window runs things again
  });
  return texts;
}

describe("A start in a window that runs nothing", () => {
  beforeEach(forgetEverything);
  afterEach(forgetEverything);

  it("is told of, each time", async () => {
    await makeQueue([{ notBefore: farAway }]);
    const texts = await told("off", async () => {
      await run("lockstep.queue.start", { queue: "Build" });
      await run("lockstep.queue.pause", { queue: "Build" });
      await run("lockstep.queue.resume", { queue: "Build" });
    });
    assert.deepEqual(texts, [notice("Build"), notice("Build")]);
  });

  it("is told of for groups, and for one command out of turn", async () => {
    const { id } = await makeQueue([{ notBefore: farAway }]);
    await makeGroup([{}]);
    const texts = await told("off", async () => {
      await run("lockstep.group.start", { group: "Night" });
      const [command] = (await (await state()).queues.find(id)).commands;
      await run("lockstep.queue.startNow", { queue: "Build", command: command?.id ?? "" });
    });
    assert.deepEqual(texts, [notice("Night"), notice("Build")]);
  });

  it("leads to the setting", async () => {
    await makeQueue([{ notBefore: farAway }]);
    const { commands } = vscode;
    const { executeCommand } = commands;
    const opened: unknown[] = [];
    const spied = async (id: string, ...args: readonly unknown[]) =>
      id === "workbench.action.openSettings" ? opened.push(...args) : await executeCommand(id, ...args);
    Object.assign(commands, { executeCommand: spied });
    try {
      await told("off", () => run("lockstep.queue.start", { queue: "Build" }), ["Open Setting"]);
    } finally {
      Object.assign(commands, { executeCommand });
    }
    assert.deepEqual(opened, ["lockstep.run.inThisWindow"]);
  });

  it("is not told of where somebody else would run it", async () => {
    for (const writer of [
      { kind: "cli", name: "lockstep work" },
      { kind: "window", name: "other" },
    ] as const) {
      await makeQueue([{ notBefore: farAway }]);
      const container = createContainer({ writer });
      try {
        await container.open({ root: (await state()).root }).attach();
        assert.deepEqual(await told("off", () => run("lockstep.queue.start", { queue: "Build" })), []);
      } finally {
        await container.dispose();
      }
    }
  });

  it("is not told of where only a command is at work, which runs nothing", async () => {
    await makeQueue([{ notBefore: farAway }]);
    const container = createContainer({ writer: { kind: "cli", name: "lockstep queue wait" } });
    try {
      await container.open({ root: (await state()).root }).attach();
      const texts = await told("off", () => run("lockstep.queue.start", { queue: "Build" }));
      assert.deepEqual(texts, [notice("Build")]);
    } finally {
      await container.dispose();
    }
  });

  it("is not told of in a window that runs things", async () => {
    await makeQueue([{ notBefore: farAway }]);
    assert.deepEqual(await told("auto", () => run("lockstep.queue.start", { queue: "Build" })), []);
  });
});
