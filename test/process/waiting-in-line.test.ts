import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { Child, goTogether, runTogether, useWorkers } from "../helpers/child";
import { eventually } from "../helpers/eventually";
import { held, inLine } from "../helpers/lock-actors";
import { removeTempFoldersAfterEach, tempFolder } from "../helpers/temp-folder";
import { counterCodec, createTestContainer, increment } from "../helpers/test-container";

const range = (length: number) => Array.from({ length }, (_, index) => index);

/** The lock of a document, held by us, and processes that stand in line for it, in order. */
async function lineOf(length: number) {
  const root = join(tempFolder(), ".lockstep");
  const container = createTestContainer({ root });
  const { store, paths, fileLockService } = container;
  await store.modify("counter", counterCodec, increment);
  const file = paths.document("counter");
  const handle = await held(fileLockService, file);
  const children = range(length).map((index) => Child.start("entries", root, "counter", `p${index}`, 1));
  await Promise.all(children.map((child) => child.ready()));
  for (const [index, child] of children.entries()) {
    child.go();
    await inLine(file, index + 1);
  }
  const entries = async () => (await store.read("counter", counterCodec))?.value.entries;
  /** All but those of `except` came through, in order, and nothing is left of the line. */
  const assertAllCame = async (order: readonly number[]) => {
    await Promise.all(order.map((index) => children[index]?.done()));
    assert.deepEqual(
      await entries(),
      order.map((index) => `p${index}-0`),
    );
    await eventually("nothing is left of the line", () => {
      const left = readdirSync(root).sort();
      return left.join() === ".gitignore,counter.json,counter.json.bak";
    });
  };
  return { root, file, handle, children, entries, assertAllCame, ...container };
}

const isTicket = (name: string) => name.endsWith(".next");

describe("processes in line for a lock", function () {
  this.timeout(60_000);
  useWorkers();
  removeTempFoldersAfterEach();

  it("get it in order of arrival, all eight", async () => {
    const { handle, assertAllCame, counters } = await lineOf(8);
    await handle.release();
    await assertAllCame(range(8));
    assert.equal(counters.handedOver, 1);
  });

  it("are shown to everybody who asks who waits", async () => {
    const { handle, children, fileLockService, file, assertAllCame } = await lineOf(3);
    const [state] = await fileLockService.inspect(file);
    assert.deepEqual(
      state?.waiting.map(({ pid }) => pid),
      children.map(({ pid }) => pid),
    );
    await handle.release();
    await assertAllCame([0, 1, 2]);
  });

  it("pass over those that were killed", async () => {
    const { root, handle, children, assertAllCame } = await lineOf(4);
    await Promise.all([children[0]?.killed(), children[2]?.killed()]);
    assert.equal(readdirSync(root).filter(isTicket).length, 4);
    await handle.release();
    await assertAllCame([1, 3]);
  });

  it("pass over one that is stopped, which gets it when it goes on", async function () {
    if (process.platform !== "linux") {
      this.skip();
    }
    const { root, handle, children, entries, assertAllCame } = await lineOf(3);
    const [first] = children;
    await first?.stopped();
    await handle.release();
    await Promise.all([children[1]?.done(), children[2]?.done()]);
    assert.deepEqual(await entries(), ["p1-0", "p2-0"]);
    assert.equal(readdirSync(root).filter(isTicket).length, 1, "it keeps its place");
    first?.signal("SIGCONT");
    await assertAllCame([1, 2, 0]);
  });

  it("are passed over for owners that come while they are stopped, and lose nothing but time", async function () {
    if (process.platform !== "linux") {
      this.skip();
    }
    const { store, handle, children, assertAllCame } = await lineOf(1);
    await children[0]?.stopped();
    await handle.release();
    assert.equal((await store.modify("counter", counterCodec, increment)).count, 2);
    children[0]?.signal("SIGCONT");
    await assertAllCame([0]);
  });

  it("all get in after the holder was killed, one of them by taking over", async () => {
    const root = join(tempFolder(), ".lockstep");
    const { store, paths } = createTestContainer({ root });
    await store.modify("counter", counterCodec, increment);
    const holder = Child.start("hold", root, "counter");
    await holder.ready();
    const waiters = range(4).map((index) => Child.start("entries", root, "counter", `p${index}`, 1));
    await goTogether(waiters);
    await inLine(paths.document("counter"), 4);
    const started = performance.now();
    await holder.killed();
    await Promise.all(waiters.map((child) => child.done()));
    assert.ok(performance.now() - started < 2_000, `${performance.now() - started} ms`);
    const entries = (await store.read("counter", counterCodec))?.value.entries ?? [];
    assert.deepEqual([...entries].sort(), ["p0-0", "p1-0", "p2-0", "p3-0"]);
    assert.deepEqual(readdirSync(root).sort(), [".gitignore", "counter.json", "counter.json.bak"]);
  });

  it("all get in after the one that was just given the lock was killed", async () => {
    const { root, store, file, handle } = await lineOf(0);
    const first = Child.start("hold", root, "counter");
    await inLine(file, 1);
    const others = range(3).map((index) => Child.start("entries", root, "counter", `p${index}`, 1));
    await goTogether(others);
    await inLine(file, 4);
    await handle.release();
    await first.ready();
    await first.killed();
    await Promise.all(others.map((child) => child.done()));
    const entries = (await store.read("counter", counterCodec))?.value.entries ?? [];
    assert.deepEqual([...entries].sort(), ["p0-0", "p1-0", "p2-0"]);
    assert.deepEqual(readdirSync(root).sort(), [".gitignore", "counter.json", "counter.json.bak"]);
  });

  it("that come and go at random while the lock goes round lose nothing and leave nothing", async () => {
    const root = join(tempFolder(), ".lockstep");
    const { store } = createTestContainer({ root });
    const steady = range(3).map((index) => Child.start("increments", root, "counter", 60 + index));
    const fickle = Child.start("impatient", root, "counter", 150);
    await runTogether([...steady, fickle]);
    const made = [...steady, fickle].flatMap(({ acknowledged }) => acknowledged).length;
    assert.equal((await store.read("counter", counterCodec))?.value.count, made);
    assert.ok(fickle.lines.includes("gave up"), "some waited in vain");
    assert.deepEqual(readdirSync(root).sort(), [".gitignore", "counter.json", "counter.json.bak"]);
  });
});
