import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { createContainer } from "../../src/container";
import { Child, goTogether, runTogether, useWorkers } from "../helpers/child";
import { eventually } from "../helpers/eventually";
import { removeTempFoldersAfterEach, tempFolder } from "../helpers/temp-folder";
import { addEntry, counterCodec, createTestContainer, increment } from "../helpers/test-container";

const range = (length: number) => Array.from({ length }, (_, index) => index);

function stateRoot(): string {
  return join(tempFolder(), ".lockstep");
}

/** Our own lock goes a moment after our last change. */
async function assertNothingLeft(root: string): Promise<void> {
  const document = /^(\.gitignore|counter\.json(\.bak)?)$/;
  await eventually("nothing is left", () => readdirSync(root).every((name) => document.test(name)));
}

async function deadLock(root: string): Promise<void> {
  const holder = Child.start("hold", root, "counter");
  await holder.ready();
  await holder.killed();
  assert.ok(existsSync(join(root, "counter.json.lock")), "a killed holder leaves its lock");
}

describe("after kill -9", () => {
  useWorkers();
  removeTempFoldersAfterEach();

  it("of a holder the next writer gets through in under a second", async function () {
    this.timeout(30_000);
    const root = stateRoot();
    const { store } = createTestContainer({ root });
    await store.modify("counter", counterCodec, addEntry("before"));
    await deadLock(root);
    const started = performance.now();
    await store.modify("counter", counterCodec, addEntry("after"));
    const elapsed = performance.now() - started;
    assert.ok(elapsed < 1_000, `${elapsed} ms`);
    assert.deepEqual((await store.read("counter", counterCodec))?.value.entries, ["before", "after"]);
    await assertNothingLeft(root);
  });

  it("of writers at any moment every acknowledged change is there, and nothing is left over after the next change", async function () {
    this.timeout(120_000);
    const root = stateRoot();
    const { store } = createTestContainer({ root });
    const acknowledged: string[] = [];
    for (const round of range(15)) {
      const writers = ["a", "b"].map((name) => Child.start("entries", root, "counter", `${round}${name}`, 10_000));
      await goTogether(writers);
      // Killed after a different number of changes each round, so at different moments of a change.
      await eventually("some changes", () => writers.every((writer) => writer.acknowledged.length > round % 4));
      await Promise.all(writers.map((writer) => writer.killed()));
      acknowledged.push(...writers.flatMap((writer) => writer.acknowledged));
      const started = performance.now();
      await store.modify("counter", counterCodec, addEntry(`${round}-after`));
      assert.ok(performance.now() - started < 1_000, `round ${round}: ${performance.now() - started} ms`);
      acknowledged.push(`${round}-after`);
      await assertNothingLeft(root);
    }
    const entries = new Set((await store.read("counter", counterCodec))?.value.entries);
    assert.deepEqual(
      acknowledged.filter((entry) => !entries.has(entry)),
      [],
    );
    // A change may be there without an acknowledgement (killed in between), at most one for each kill.
    assert.ok(entries.size - acknowledged.length <= 30);
  });

  it("40 herds of 4 processes that find a dead owner's lock lose no update", async function () {
    this.timeout(180_000);
    const root = stateRoot();
    const { store } = createTestContainer({ root });
    await store.modify("counter", counterCodec, increment);
    for (const _ of range(40)) {
      const herd = range(4).map(() => Child.start("increments", root, "counter", 1));
      await Promise.all([deadLock(root), ...herd.map((child) => child.ready())]);
      await runTogether(herd);
    }
    const { count } = JSON.parse(readFileSync(join(root, "counter.json"), "utf8"));
    assert.equal(count, 161);
    await assertNothingLeft(root);
  });

  it("a lease is gone at once", async function () {
    this.timeout(30_000);
    const root = stateRoot();
    const { leases } = createTestContainer({ root });
    const holder = Child.start("lease", root, "queues/q1/c1");
    await holder.ready();
    assert.ok(holder.lines.includes("leased"));
    assert.equal(leases.holder("queues/q1/c1")?.pid, holder.pid);
    assert.equal((await leases.acquire("queues/q1/c1")).success, false);
    await holder.killed();
    assert.equal(leases.holder("queues/q1/c1"), undefined);
    const result = await leases.acquire("queues/q1/c1");
    assert.ok(result.success);
    await result.lease.release();
    assert.deepEqual(leases.list(), []);
  });

  it("a window vanishes from the list of windows", async function () {
    this.timeout(30_000);
    const root = stateRoot();
    const folder = createContainer({ writer: { kind: "window", name: "here" } }).open({ root });
    await folder.bookmarks.add({ path: "a.ts", line: 1 });
    await folder.attach();
    const other = Child.start("attach", root);
    await other.ready();
    const pids = async () => (await folder.status()).writers.map(({ pid }) => pid).sort();
    assert.deepEqual(await pids(), [process.pid, other.pid].sort());
    await other.killed();
    assert.deepEqual(await pids(), [process.pid]);
    await folder.dispose();
    assert.deepEqual(readdirSync(join(root, "local", "windows")), []);
  });
});

describe("a paused writer", () => {
  useWorkers();
  removeTempFoldersAfterEach();

  it("keeps its lock while it lives on this host and its heartbeat may go on", async function () {
    this.timeout(30_000);
    const root = stateRoot();
    const holder = Child.start("hold", root, "counter");
    await holder.ready();
    holder.signal("SIGSTOP");
    const { fileLockService, paths } = createTestContainer({ root });
    const result = await fileLockService.acquire(paths.document("counter"), { timeout: 300 });
    assert.ok(!result.success);
    assert.match(result.message, new RegExp(`pid ${holder.pid} `));
    holder.signal("SIGCONT");
    holder.go();
    await holder.done();
  });

  it("that slept past its heartbeat finds its lock lost when it wakes, and overwrites nothing", async function () {
    this.timeout(30_000);
    const root = stateRoot();
    const limits = { stale: 300, unsigned: 500, longestGap: 1_500 };
    const { store } = createTestContainer({ root, limits });
    await store.modify("counter", counterCodec, addEntry("before"));
    const writer = Child.start("overwrite", root, "counter");
    await writer.ready();
    writer.signal("SIGSTOP");
    await store.modify("counter", counterCodec, addEntry("taker"));
    writer.signal("SIGCONT");
    writer.go();
    await assert.rejects(writer.done(), /LOCK_LOST/);
    assert.deepEqual(writer.acknowledged, []);
    assert.deepEqual((await store.read("counter", counterCodec))?.value.entries, ["before", "taker"]);
    await assertNothingLeft(root);
  });
});
