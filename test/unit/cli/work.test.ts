import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import type { Queue } from "../../../src/core/queues/queue";
import { byHand, command } from "../../helpers/by-hand";
import { eventually } from "../../helpers/eventually";
import { removeTempFoldersAfterEach } from "../../helpers/temp-folder";
import { Desk, lockstep } from "./run-lockstep";

const cloned = (line: string, rest: object = {}) =>
  byHand("q", {
    name: "cloned",
    status: "running",
    updatedAt: new Date().toISOString(),
    commands: [command("a", { run: { kind: "shell", command: line }, ...rest })],
  });

describe("lockstep work", () => {
  let desk: Desk;
  removeTempFoldersAfterEach();
  beforeEach(() => {
    desk = new Desk();
  });
  const queue = (ref: string) => desk.json<Queue>("queue", "show", ref);
  const started = async (name: string, ...lines: readonly string[]) => {
    await desk.ok("queue", "create", name);
    for (const line of lines) {
      await desk.ok("queue", "add", name, "--", line);
    }
    await desk.ok("queue", "start", name);
  };
  const read = (file: string) => readFileSync(join(desk.cwd, file), "utf8");

  it("runs what was started, tells of each start and end, and ends when all is done", async () => {
    await started("build", "echo one >> out", "echo two >> out");
    const lines = (await desk.ok("work", "--exit-when-done")).split("\n");
    assert.equal(read("out"), "one\ntwo\n");
    assert.deepEqual(
      lines.map((line) => line.replace(/^\d\d:\d\d:\d\d /, "").replace(/\d+\.\ds/, "0.1s")),
      [
        "build started echo one >> out",
        "build completed echo one >> out (0.1s)",
        "build started echo two >> out",
        "build completed echo two >> out (0.1s)",
        "",
      ],
    );
    assert.equal(await desk.ok("work", "--exit-when-done"), "");
  });

  it("fails when something failed (1), and shows what was written when that is wanted", async () => {
    await started("build", "printf 'one\\ntwo'; exit 3");
    const { code, stdout } = await lockstep({ cwd: desk.cwd }, "work", "--exit-when-done", "--follow-output");
    assert.equal(code, 1);
    assert.match(stdout, /build started .*\nbuild \| one\nbuild \| two\n.* build failed .* \(exit 3, \d\.\ds\)\n$/);
  });

  it("tells programs one document per line", async () => {
    await started("build", "echo one");
    const argv = ["work", "--exit-when-done", "--follow-output", "--json"];
    const { stdout } = await lockstep({ cwd: desk.cwd }, ...argv);
    const events = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      events.map(({ event }) => event),
      ["started", "output", "ended"],
    );
    assert.deepEqual([events[0].queue.name, events[1].text, events[2].exitCode], ["build", "one", 0]);
  });

  it("runs the queues and groups that it is told to, and no other", async () => {
    await started("one", "echo one >> out");
    await started("two", "echo two >> out");
    await desk.ok("group", "create", "three");
    await desk.ok("group", "session", "add", "three", "s", "--", "echo three >> out");
    await desk.ok("group", "start", "three");
    await desk.ok("work", "two", "three", "--exit-when-done");
    assert.deepEqual(read("out").split("\n").sort(), ["", "three", "two"]);
    assert.equal((await queue("one")).status, "running");
    assert.match(await desk.refused(3, "work", "nope", "--exit-when-done"), /no queue and no group “nope”/);
  });

  it("waits for what a queue runs at its end", async () => {
    await started("build", "true");
    await desk.ok("queue", "config", "build", "--on-finish", "sleep 0.2; echo done >> out");
    await desk.ok("work", "--exit-when-done");
    assert.equal(read("out"), "done\n");
  });

  it("runs nothing that came with a repository, and says exactly what it would be (4)", async () => {
    desk.write("queues/q.json", cloned("echo \u001b[2Jevil >> out", { env: { A: "1" }, cwd: "." }));
    const { code, stdout, stderr } = await lockstep({ cwd: desk.cwd }, "work", "--exit-when-done");
    assert.deepEqual([code, stdout], [4, ""]);
    assert.match(
      stderr,
      / {2}echo \\u001b\[2Jevil >> out\n {6}with A=1\nTo allow it: lockstep queue approve cloned\n$/,
    );
    assert.equal((await queue("q")).commands[0]?.status, "pending");
  });

  it("runs it as soon as somebody allows it, without being started again", async () => {
    desk.write("queues/q.json", cloned("echo ok >> out"));
    const stop = new AbortController();
    const working = lockstep({ cwd: desk.cwd, signal: stop.signal }, "work");
    await eventually("it is attached", async () => (await desk.ok("status")).includes("cli lockstep work"));
    let question = "";
    const answer = (isYes: boolean) => async (text: string) => {
      question = text;
      return isYes;
    };
    const declined = await lockstep({ cwd: desk.cwd, confirm: answer(false) }, "queue", "approve", "q");
    assert.deepEqual([declined.code, declined.stdout], [0, "Nothing was allowed.\n"]);
    assert.match(question, /would run:\n {2}echo ok >> out\nAllow/);
    assert.equal((await queue("q")).commands[0]?.status, "pending");
    await lockstep({ cwd: desk.cwd, confirm: answer(true) }, "queue", "approve", "q");
    assert.equal((await lockstep({ cwd: desk.cwd }, "queue", "wait", "q")).code, 0);
    assert.match(await desk.ok("queue", "approve", "q"), /may run on this machine\.\n$/);
    stop.abort(130);
    assert.equal((await working).code, 130);
  });

  for (const [which, names, statuses] of [
    ["everything of the folder", [], ["pending", "pending"]],
    ["only what a queue would run", ["one"], ["pending", "completed"]],
  ] as const) {
    it(`runs what was allowed no longer when it was forgotten: ${which}`, async () => {
      await started("one", "echo one >> out");
      await started("two", "echo two >> out");
      await desk.ok("approval", "forget", ...names);
      const { code } = await lockstep({ cwd: desk.cwd }, "work", "--exit-when-done");
      assert.equal(code, 4);
      const commands = [...(await queue("one")).commands, ...(await queue("two")).commands];
      assert.deepEqual(
        commands.map(({ status }) => status),
        statuses,
      );
      await desk.ok("queue", "approve", "one", "--yes");
      await desk.ok("queue", "approve", "two", "--yes");
      await desk.ok("work", "--exit-when-done");
      assert.deepEqual(read("out").split("\n").sort(), ["", "one", "two"]);
    });
  }

  it("says what of it was forgotten", async () => {
    await started("one", "true");
    await desk.ok("group", "create", "one");
    assert.match(await desk.ok("approval", "forget"), /^Nothing of this folder may run on this machine before/);
    assert.equal((await desk.ok("approval", "forget", "one")).split("\n").length, 3, "the queue and the group");
    const { forgotten } = await desk.json<{ forgotten: { kind: string }[] }>("approval", "forget", "one");
    assert.deepEqual(
      forgotten.map(({ kind }) => kind),
      ["queue", "group"],
    );
    await desk.refused(3, "approval", "forget", "one", "nope");
  });

  it("asks nobody where nobody is (4), unless it is told --yes", async () => {
    desk.write("queues/q.json", cloned("true"));
    assert.match(await desk.refused(4, "queue", "approve", "q"), / {2}true\nlockstep: .*--yes\n$/);
    const asked = await desk.refused(4, "queue", "approve", "q", "--json");
    assert.equal(JSON.parse(asked).error.code, "PRECONDITION");
    const { approved, contents } = await desk.json<{ approved: boolean; contents: object[] }>(
      "queue",
      "approve",
      "q",
      "--yes",
    );
    assert.deepEqual([approved, contents.length], [true, 1]);
    await desk.ok("work", "--exit-when-done");
    desk.write("groups/g.json", {
      ...cloned(""),
      id: "g",
      commands: undefined,
      sessions: [{ id: "s", name: "s", run: { kind: "shell", command: "make" } }],
    });
    assert.match(await desk.ok("group", "approve", "g", "--yes"), /^ {2}make\nAll of the group “cloned”/);
  });
});
