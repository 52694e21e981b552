import assert from "node:assert/strict";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { type Container, createContainer } from "../../../../src/container";
import { groupContents } from "../../../../src/core/groups/session-content";
import { queueContents } from "../../../../src/core/queues/command-content";
import { byHand, command, session } from "../../../helpers/by-hand";
import { eventually } from "../../../helpers/eventually";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";

const shell = (command: string) => ({ run: { kind: "shell", command } as const });

describe("what was written on this machine", () => {
  const containers: Container[] = [];
  removeTempFoldersAfterEach();
  afterEach(() => Promise.all(containers.splice(0).map((container) => container.dispose())));

  const open = (files: string, machineFolder: string) => {
    const container = createContainer({ writer: { kind: "cli", name: "test" }, machineFolder });
    containers.push(container);
    return container.open({ root: join(files, ".lockstep"), files });
  };
  const setUp = () => {
    const [files, machine] = [tempFolder(), join(tempFolder(), "machine")];
    const state = open(files, machine);
    const write = (path: string, document: object) => {
      mkdirSync(join(files, ".lockstep", path, ".."), { recursive: true });
      writeFileSync(join(files, ".lockstep", path), JSON.stringify(document));
    };
    const approved = async (queue: string) =>
      queueContents(await state.queues.find(queue)).map((content) => state.approvals.isApproved(content));
    return { files, machine, state, write, approved };
  };

  it("may run here: what is added, edited, configured and moved", async () => {
    const { state, approved } = setUp();
    const { id } = await state.queues.create({ name: "mine", cwd: "sub" });
    const added = await state.queues.addCommand(id, { ...shell("a"), env: { A: "1" }, cwd: "src" });
    await state.queues.addCommand(id, { run: { kind: "prompt", agent: "claude", prompt: "p", sessionMode: "new" } });
    assert.deepEqual(await approved("mine"), [true, true]);
    await state.queues.updateCommand(id, added.id, { ...shell("b"), label: "B" });
    await state.queues.updateCommand(id, added.id, { env: { A: "2" } });
    assert.deepEqual(await approved("mine"), [true, true]);
    await state.queues.configure(id, { env: { B: "1" }, cwd: "other", onFinish: "c", onFail: "d" });
    await state.queues.addCommand(id, shell("e"));
    assert.deepEqual(await approved("mine"), [true, true, true, true, true]);
    const { id: other } = await state.queues.create({ name: "other" });
    await state.queues.moveCommand(added.id, id, other);
    assert.deepEqual(await approved("other"), [true]);
  });

  it("does not make what came with a repository run: neither by a new label, nor by a setting, nor by a move", async () => {
    const { state, write, approved } = setUp();
    write("queues/q.json", byHand("q", { commands: [command("a"), command("b")], config: { onFail: "x" } }));
    await state.queues.updateCommand("q", "a", { label: "harmless", priority: 1 });
    await state.queues.updateCommand("q", "a", { cwd: "sub" });
    await state.queues.configure("q", { cwd: "other", stopOnError: false, env: { A: "1" } });
    assert.deepEqual(await approved("q"), [false, false, false]);
    const { id } = await state.queues.create({ name: "mine" });
    await state.queues.moveCommand("a", "q", id);
    await state.queueControl.skip("q", "b");
    await state.queueControl.restart("q", "b", { append: true });
    assert.deepEqual([await approved("mine"), await approved("q")], [[false], [false, false, false]]);
    await state.queues.updateCommand("q", "b", shell("c"));
    assert.deepEqual(await approved("q"), [true, false, false]);
  });

  it("is not enough where a repository adds variables, which make another program of it", async () => {
    const { state, write, approved } = setUp();
    const evil = { LD_PRELOAD: "./evil.so" };
    write("queues/q.json", byHand("q", { commands: [command("a", { env: evil })], config: { env: evil } }));
    const mine = await state.queues.addCommand("q", shell("npm test"));
    await state.queues.updateCommand("q", "a", shell("make"));
    await state.queues.configure("q", { env: { A: "1" }, onFinish: "npm run done" });
    assert.deepEqual(await approved("q"), [false, false, false]);
    await state.queues.configure("q", { env: null });
    await state.queues.updateCommand("q", "a", shell("make"));
    await state.queues.updateCommand("q", mine.id, shell("npm test"));
    assert.deepEqual(await approved("q"), [false, true, false], "the command has variables of its own");
    await state.queues.updateCommand("q", "a", { ...shell("make"), env: { A: "1" } });
    assert.deepEqual(await approved("q"), [false, true, false], "one of them is still the repository's");
    await state.queues.updateCommand("q", "a", { ...shell("make"), env: { LD_PRELOAD: "mine" } });
    await state.queues.updateCommand("q", "a", { env: { A: "2" } });
    assert.deepEqual(await approved("q"), [false, true, false], "what was not allowed as a whole is not by a part");
    await state.queues.updateCommand("q", "a", { ...shell("make"), env: null });
    assert.deepEqual(await approved("q"), [true, true, false]);
  });

  it("counts for sessions, too", async () => {
    const { state, write } = setUp();
    write("groups/g.json", byHand("g", { sessions: [session("a"), session("b")] }));
    await state.groups.addSession("g", { name: "c", ...shell("c") });
    await state.groups.updateSession("g", "a", { name: "harmless", cwd: "sub" });
    await state.groups.updateSession("g", "b", shell("d"));
    const contents = groupContents(await state.groups.find("g"));
    assert.deepEqual(
      contents.map((content) => state.approvals.isApproved(content)),
      [false, true, true],
    );
  });

  it("stays allowed until it is another, also for other processes, and in no other folder", async () => {
    const { files, machine, state, write, approved } = setUp();
    write("queues/q.json", byHand("q", { commands: [command("a"), command("b")] }));
    const contents = queueContents(await state.queues.find("q"));
    assert.deepEqual(await state.approvals.unapproved(contents), contents);
    state.approvals.approve(contents.slice(0, 1));
    assert.deepEqual(await open(files, machine).approvals.unapproved(contents), contents.slice(1));
    assert.deepEqual(await open(tempFolder(), machine).approvals.unapproved(contents), contents);
    write("queues/q.json", byHand("q", { commands: [command("a", shell("evil"))] }));
    assert.deepEqual(await approved("q"), [false]);
  });

  it("asks again when it is forgotten, by whichever process, alone or with all of its folder", async () => {
    const { files, machine, state, approved } = setUp();
    const elsewhere = open(tempFolder(), machine);
    for (const { queues } of [state, elsewhere]) {
      const { id } = await queues.create({ name: "mine" });
      await queues.addCommand(id, shell("a"));
      await queues.addCommand(id, shell("b"));
    }
    const contents = queueContents(await state.queues.find("mine"));
    const question = state.approvals.questionOf(contents);
    const other = open(files, machine).approvals;
    other.forget(contents.slice(0, 1));
    assert.deepEqual(await approved("mine"), [false, true]);
    const second = state.approvals.questionOf(contents);
    other.forgetAll();
    assert.deepEqual(await approved("mine"), [false, false]);
    assert.equal(new Set([question, second, state.approvals.questionOf(contents)]).size, 3);
    assert.deepEqual(await elsewhere.approvals.unapproved(queueContents(await elsewhere.queues.find("mine"))), []);
    state.approvals.approve(contents);
    assert.deepEqual(await approved("mine"), [true, true]);
  });

  it("is told when it changes, by whichever process", async () => {
    const { files, machine, state } = setUp();
    let told = 0;
    const listening = state.approvals.onDidChange(() => {
      told++;
    });
    open(files, machine).approvals.approve([{ ...shell("a"), cwd: ["."], env: [] }]);
    await eventually("it is told", () => told > 0);
    listening.dispose();
  });

  it("asks again where what is remembered can't be trusted, and can be written all the same", async function () {
    if (process.platform === "win32") {
      this.skip();
    }
    const { machine, state, approved } = setUp();
    const { id } = await state.queues.create({ name: "mine" });
    await state.queues.addCommand(id, shell("a"));
    chmodSync(machine, 0o777);
    await state.queues.addCommand(id, shell("b"));
    assert.deepEqual(await approved("mine"), [false, false]);
  });
});
