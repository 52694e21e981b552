import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "mocha";
import { createContainer } from "../../src/container";
import type { Queue } from "../../src/core/queues/queue";
import { Child, useWorkers } from "../helpers/child";
import { requireBundle, Workspace } from "../helpers/cli-process";
import { eventually } from "../helpers/eventually";
import { removeTempFoldersAfterEach } from "../helpers/temp-folder";

const onPosix = process.platform !== "win32";

describe("lockstep, while another writer holds the lock,", function () {
  this.timeout(60_000);
  before(requireBundle);
  useWorkers();
  removeTempFoldersAfterEach();

  it("gives up after --timeout (5) and says who holds it", async () => {
    const { workspace, id } = await withQueue();
    const holder = await hold(workspace, id);
    const before = workspace.read(`.lockstep/queues/${id}.json`);
    const sentence = await workspace.refused(5, "queue", "add", "q", "--timeout", "0.2", "--", "ls");
    assert.match(sentence, new RegExp(`pid ${holder.pid} `));
    assert.equal(workspace.read(`.lockstep/queues/${id}.json`), before);
  });

  it("gets through as soon as it is let go", async () => {
    const { workspace, id } = await withQueue();
    const holder = await hold(workspace, id);
    const adding = workspace.start("queue", "add", "q", "--", "ls");
    const ended = adding.ended();
    await attached(workspace);
    holder.go();
    assert.equal((await ended).code, 0);
    assert.equal((await workspace.json<Queue>("queue", "show", "q")).commands.length, 1);
  });

  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const) {
    it(`ends on ${signal} without a change or a lock left behind (${code})`, async function () {
      if (!onPosix) {
        this.skip();
      }
      const { workspace, id } = await withQueue();
      const holder = await hold(workspace, id);
      const adding = workspace.start("queue", "add", "q", "--", "ls");
      const ended = adding.ended();
      await attached(workspace);
      adding.process.kill(signal);
      const { code: ending, stderr } = await ended;
      assert.deepEqual([ending, stderr], [code, "lockstep: Cancelled. Nothing was changed.\n"]);
      holder.go();
      await holder.done();
      assert.deepEqual(
        readdirSync(join(workspace.state, "queues")).filter((name) => !name.startsWith(`${id}.json`)),
        [],
      );
      assert.ok(!existsSync(join(workspace.state, "queues", `${id}.json.lock`)));
      assert.deepEqual(readdirSync(join(workspace.state, "local", "windows")), []);
      assert.equal((await workspace.json<Queue>("queue", "show", "q")).commands.length, 0);
    });
  }
});

describe("lockstep, whose reader goes away,", function () {
  this.timeout(60_000);
  before(requireBundle);
  removeTempFoldersAfterEach();

  it("ends quietly", async function () {
    if (!onPosix) {
      this.skip();
    }
    const { workspace } = await withQueue();
    await workspace.ok("queue", "add", "q", "--", "x".repeat(100_000));
    await workspace.ok("queue", "add", "q", "--", "y".repeat(100_000));
    const command = `"${process.execPath}" "${join(__dirname, "../../dist/cli.js")}" --json queue list | head -c 1`;
    const shell = spawn("/bin/sh", ["-c", command], { cwd: workspace.root, stdio: ["ignore", "pipe", "pipe"] });
    let stderr = "";
    shell.stderr.on("data", (data) => {
      stderr += data;
    });
    await once(shell, "close");
    assert.equal(stderr, "");
  });

  it("reports a disk that takes no output (1)", async function () {
    if (!existsSync("/dev/full")) {
      this.skip();
    }
    const { workspace } = await withQueue();
    const command = `"${process.execPath}" "${join(__dirname, "../../dist/cli.js")}" queue list > /dev/full`;
    const shell = spawn("/bin/sh", ["-c", command], { cwd: workspace.root, stdio: ["ignore", "ignore", "pipe"] });
    let stderr = "";
    shell.stderr.on("data", (data) => {
      stderr += data;
    });
    const [code] = await once(shell, "close");
    assert.equal(code, 1);
    assert.match(stderr, /^lockstep: .*ENOSPC.*\n$/);
  });
});

async function withQueue(): Promise<{ workspace: Workspace; id: string }> {
  const workspace = new Workspace();
  const { id } = await workspace.json<Queue>("queue", "create", "q");
  return { workspace, id };
}

async function hold(workspace: Workspace, id: string): Promise<Child> {
  const holder = Child.start("hold", workspace.state, `queues/${id}`);
  await holder.ready();
  return holder;
}

/** The command attached itself, so it is about to wait or waits. */
async function attached(workspace: Workspace): Promise<void> {
  const container = createContainer({ writer: { kind: "cli", name: "test" } });
  const folder = container.open({ root: workspace.state });
  await eventually("the command is attached", async () =>
    (await folder.status()).writers.some(({ app }) => app === "cli lockstep queue add"),
  );
  await container.dispose();
}
