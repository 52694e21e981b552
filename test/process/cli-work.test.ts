import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, before, describe, it } from "mocha";
import { type Container, createContainer } from "../../src/container";
import { stateOfProcess } from "../../src/core/locking/process-identity";
import type { QueueCommand } from "../../src/core/queues/queue";
import type { StateFolder } from "../../src/core/state-folder";
import type { Status } from "../../src/core/storage/status";
import { type CliProcess, requireBundle, Workspace } from "../helpers/cli-process";
import { becomes, eventually } from "../helpers/eventually";
import { statusesOf } from "../helpers/statuses";
import { removeTempFoldersAfterEach } from "../helpers/temp-folder";

const onPosix = process.platform !== "win32";

describe("lockstep work", function () {
  this.timeout(40_000);
  let workspace: Workspace;
  const workers = new Set<CliProcess>();
  before(requireBundle);
  let container: Container;
  let state: StateFolder;
  beforeEach(() => {
    workspace = new Workspace();
    container = createContainer({ writer: { kind: "cli", name: "test" } });
    state = container.open({ root: workspace.state });
  });
  afterEach(async () => {
    await Promise.all([...workers].map((worker) => killed(worker)));
    workers.clear();
    await container.dispose();
  });
  removeTempFoldersAfterEach();

  const work = (...args: readonly string[]) => {
    const worker = workspace.start("work", ...args);
    workers.add(worker);
    return worker;
  };
  const followed = (...args: readonly string[]) => {
    const follower = workspace.start(...args);
    workers.add(follower);
    let seen = "";
    follower.process.stdout?.on("data", (text) => {
      seen += text;
    });
    return { ended: follower.ended(), seen: () => seen };
  };
  const killed = async (worker: CliProcess) => {
    if (worker.process.exitCode === null && worker.process.signalCode === null) {
      const ended = worker.ended();
      worker.process.kill("SIGKILL");
      await ended;
    }
  };
  const attached = (count = 1) =>
    eventually(
      "workers are attached",
      async () => {
        const { writers } = await state.status();
        return writers.filter(({ app }) => app === "cli lockstep work").length === count;
      },
      30_000,
    );
  const queueIs = (statuses: string) =>
    becomes(statuses, async () => statusesOf(await state.queues.find("build")), 30_000);
  const lines = (file: string) =>
    existsSync(join(workspace.root, file)) ? workspace.read(file).trimEnd().split("\n") : [];
  const pidIn = (file: string) =>
    eventually(`${file} is written`, () => Number(lines(file)[0] ?? 0) || undefined, 30_000);
  const isGone = (pid: number) => eventually("it is gone", () => stateOfProcess(pid, undefined) === "gone");

  it("runs a queue that another process fills and starts, while more is added", async () => {
    await workspace.ok("queue", "create", "build");
    work();
    await attached();
    await workspace.ok("queue", "add", "build", "--", "echo one | tee -a out; while [ ! -e go ]; do sleep 0.02; done");
    assert.equal(await workspace.ok("queue", "start", "build"), "Started the queue “build”.\n");
    await queueIs("running: running");
    assert.match(await workspace.ok("status"), /Running\n {2}build {2}echo one .* by cli lockstep work \(pid \d+ on /);
    await workspace.ok("queue", "add", "build", "--", "echo two >> out");
    const waiting = workspace.run("queue", "wait", "build");
    const following = followed("queue", "follow", "build");
    await eventually("it is followed", () => following.seen() === "one\n", 30_000);
    workspace.write("go", "");
    assert.deepEqual([(await waiting).code, (await following.ended).code], [0, 0]);
    assert.deepEqual(lines("out"), ["one", "two"]);
  });

  it("ends what another process stops, with all of its processes, and that is no failure", async function () {
    if (!onPosix) {
      this.skip();
    }
    await workspace.ok("queue", "create", "build");
    await workspace.ok("queue", "add", "build", "--", "(sleep 60 & echo $! > child; wait); echo never >> out");
    await workspace.ok("queue", "add", "build", "--start", "--", "echo never >> out");
    work();
    const child = await pidIn("child");
    await workspace.ok("queue", "stop", "build");
    await queueIs("stopped: interrupted skipped");
    await isGone(child);
    assert.deepEqual(lines("out"), []);
  });

  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const) {
    it(`ends on ${signal} with what it runs, writes that down and leaves nothing behind (${code})`, async function () {
      if (!onPosix) {
        this.skip();
      }
      await workspace.ok("queue", "create", "build");
      await workspace.ok("queue", "add", "build", "--", "echo $$ > child; sleep 60");
      await workspace.ok("queue", "add", "build", "--start", "--", "echo never >> out");
      const worker = work();
      const child = await pidIn("child");
      await queueIs("running: running pending");
      const ended = worker.ended();
      worker.process.kill(signal);
      assert.equal((await ended).code, code);
      assert.equal(stateOfProcess(child, undefined), "gone");
      await queueIs("paused: interrupted pending");
      const { writers, leases } = await workspace.json<Status>("status");
      assert.deepEqual([writers.filter(({ app }) => app.endsWith("work")), leases], [[], []]);
      assert.deepEqual(
        readdirSync(join(workspace.state, "queues")).filter((name) => name.endsWith(".lock")),
        [],
      );
    });
  }

  it("ends at once on a second signal, and what it ran with it", async function () {
    if (!onPosix) {
      this.skip();
    }
    const stubborn = "trap 'echo $$ > asked' TERM; echo $$ > child; while :; do sleep 0.1; done";
    await workspace.ok("queue", "create", "build");
    await workspace.ok("queue", "add", "build", "--start", "--", stubborn);
    const worker = work();
    const child = await pidIn("child");
    const ended = worker.ended();
    worker.process.kill("SIGTERM");
    await pidIn("asked");
    worker.process.kill("SIGTERM");
    assert.equal((await ended).code, 143);
    await queueIs("running: running"); // there was no time to write anything down
    await isGone(child);
  });

  it("writes down what it ends when its terminal is closed, of which the shell and the system both tell", async function () {
    if (!onPosix) {
      this.skip();
    }
    const trap = "trap 'echo $$ > asked; while [ ! -e go ]; do sleep 0.02; done; exit' TERM";
    await workspace.ok("queue", "create", "build");
    await workspace.ok(
      "queue",
      "add",
      "build",
      "--start",
      "--",
      `${trap}; echo $$ > child; while :; do sleep 0.1; done`,
    );
    const worker = work();
    await pidIn("child");
    const ended = worker.ended();
    worker.process.kill("SIGHUP");
    await pidIn("asked");
    worker.process.kill("SIGHUP");
    workspace.write("go", "");
    assert.equal((await ended).code, 129);
    await queueIs("failed: interrupted");
  });

  it("is not kept from that by a terminal that takes no more words", async function () {
    if (process.platform !== "linux" || spawnSync("script", ["--version"]).status !== 0) {
      this.skip();
    }
    await workspace.ok("queue", "create", "build");
    await workspace.ok("queue", "add", "build", "--start", "--", "echo $$ > child; sleep 60");
    const terminal = spawn("script", ["-qec", workspace.line("work"), "/dev/null"], {
      cwd: workspace.root,
      stdio: ["pipe", "ignore", "ignore"],
    });
    try {
      await pidIn("child");
      await queueIs("running: running");
    } finally {
      terminal.kill("SIGKILL");
    }
    await queueIs("failed: interrupted");
    await eventually("it has left", async () => (await state.status()).writers.length === 0);
  });

  for (const [policy, statuses, runs] of [
    ["fail", "paused: interrupted pending", ["one"]],
    ["continue", "failed: interrupted completed", ["one", "two"]],
    ["retry", "completed: completed completed", ["one", "one", "two"]],
  ] as const) {
    it(`whose worker is killed goes on elsewhere as the queue says: ${policy}`, async function () {
      if (!onPosix) {
        this.skip();
      }
      await workspace.ok("queue", "create", "build");
      await workspace.ok("queue", "config", "build", "--on-interrupted", policy);
      const once = "echo one >> out; if [ ! -e child ]; then echo $$ > child; sleep 60; fi";
      await workspace.ok("queue", "add", "build", "--", once);
      await workspace.ok("queue", "add", "build", "--start", "--", "echo two >> out");
      const first = work();
      const child = await pidIn("child");
      work();
      await attached(2);
      await killed(first);
      await queueIs(statuses);
      await isGone(child);
      assert.deepEqual(lines("out"), runs);
    });
  }

  it("ends what a worker left running that was killed before it could note what it started", async function () {
    if (process.platform !== "linux") {
      this.skip();
    }
    await workspace.ok("queue", "create", "build");
    await workspace.ok("queue", "add", "build", "--start", "--", "echo $$ > child; sleep 60 & wait");
    const first = work();
    const child = await pidIn("child");
    await killed(first);
    rmSync(join(workspace.root, ".lockstep/local/runs"), { recursive: true, force: true }); // often it was too early for one anyway
    work();
    await isGone(child);
    await queueIs("failed: interrupted");
  });

  it("runs no command of a repository before it is allowed on this machine", async () => {
    const at = new Date().toISOString();
    const command: Partial<QueueCommand> = {
      id: "a",
      run: { kind: "shell", command: "echo evil >> out" },
      addedAt: at,
    };
    const document = {
      version: 1,
      id: "q",
      name: "build",
      createdAt: at,
      updatedAt: at,
      status: "running",
      commands: [command],
    };
    workspace.write(".lockstep/queues/q.json", JSON.stringify(document));
    const { code, stderr } = await workspace.run("work", "--exit-when-done");
    assert.equal(code, 4);
    assert.match(
      stderr,
      /was not written on this machine.*\n {2}echo evil >> out\nTo allow it: lockstep queue approve build\n$/,
    );
    assert.deepEqual(lines("out"), []);
    await workspace.ok("queue", "approve", "build", "--yes");
    assert.equal((await workspace.run("work", "--exit-when-done")).code, 0);
    assert.deepEqual(lines("out"), ["evil"]);
  });

  it("shares the sessions of a group with another worker", async () => {
    await workspace.ok("group", "create", "release");
    await workspace.ok("group", "config", "release", "--max-concurrent", "2");
    for (const name of ["a", "b"]) {
      const other = name === "a" ? "b" : "a";
      const meet = `echo ${name} >> out; until grep -q ${other} out; do sleep 0.02; done`;
      await workspace.ok("group", "session", "add", "release", name, "--", meet);
    }
    await workspace.ok(
      "group",
      "session",
      "add",
      "release",
      "c",
      "--depends-on",
      "a",
      "--depends-on",
      "b",
      "--",
      "echo c >> out",
    );
    work();
    work();
    await attached(2);
    await workspace.ok("group", "start", "release");
    await eventually(
      "it is completed",
      async () => (await workspace.ok("group", "list")).includes("completed"),
      30_000,
    );
    assert.deepEqual([lines("out").slice(0, 2).sort(), lines("out").slice(2)], [["a", "b"], ["c"]]);
  });

  it("lets others wait for a group, and follow its sessions that run side by side", async () => {
    await workspace.ok("group", "create", "release");
    for (const [name, code] of Object.entries({ docs: 0, tests: 3 })) {
      const line = `echo ${name}; while [ ! -e go ]; do sleep 0.02; done; echo over; exit ${code}`;
      await workspace.ok("group", "session", "add", "release", name, "--", line);
    }
    const waiting = workspace.run("group", "wait", "release");
    const named = followed("group", "follow", "release", "tests");
    work();
    await workspace.ok("group", "start", "release");
    await eventually(
      "both sessions run",
      async () => (await state.groups.find("release")).sessions.every(({ status }) => status === "running"),
      30_000,
    );
    const first = followed("group", "follow", "release");
    await eventually("they are followed", () => named.seen() === "tests\n" && first.seen() === "docs\n", 30_000);
    workspace.write("go", "");
    const [waited, tests, docs] = await Promise.all([waiting, named.ended, first.ended]);
    assert.deepEqual([waited.code, tests.code, docs.code], [1, 1, 0]);
    assert.deepEqual([tests.stdout, docs.stdout], ["tests\nover\n", "docs\nover\n"]);
    assert.equal(await workspace.ok("group", "log", "release", "tests", "-n", "1"), "over\n");
  });
});
