import assert from "node:assert/strict";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, it } from "mocha";
import { Child, runMeanwhile, useWorkers } from "../helpers/child";
import { eventually } from "../helpers/eventually";
import { restoreSystemCalls, rightAfter, rightBefore, standStillUntil } from "../helpers/system-calls";
import { removeTempFoldersAfterEach, tempFolder } from "../helpers/temp-folder";
import { addEntry, type Counter, counterCodec, createTestContainer } from "../helpers/test-container";

/** A document with one entry, and nobody near it. */
async function setUp() {
  const top = tempFolder();
  const root = join(top, ".lockstep");
  const container = createTestContainer({ root });
  const { store, paths } = container;
  const file = paths.document("counter");
  const add = (entry: string) => store.modify("counter", counterCodec, addEntry(entry));
  const entries = async () => (await store.read("counter", counterCodec))?.value.entries;
  const released = () => eventually("the lock is released", () => !existsSync(`${file}.lock`));
  await add("first");
  await released();
  /** Takes our lock over while we stand still, changes the document and goes. */
  const usurp = (entry: string) => void runMeanwhile("usurp", root, "counter", entry);
  return { top, root, file, add, entries, released, usurp, ...container };
}

const isTemp = (path: string) => path.endsWith(".tmp");

describe("a zombie, paused for so long that another process took its lock over,", () => {
  afterEach(restoreSystemCalls);
  useWorkers();
  removeTempFoldersAfterEach();

  for (const [when, call, matching, pausing] of [
    ["before it made its temp", "openSync", isTemp, rightBefore],
    ["after it made its temp", "openSync", isTemp, rightAfter],
    ["before it kept a backup", "linkSync", (_: string, to = "") => isTemp(to), rightBefore],
    ["after it kept a backup", "linkSync", (_: string, to = "") => isTemp(to), rightAfter],
    ["between its last look at the lock and its rename", "renameSync", isTemp, rightBefore],
  ] as const) {
    it(`${when} overwrites nothing, and does its change again`, async () => {
      const { add, entries, usurp, counters } = await setUp();
      const paused = pausing(call, matching, () => usurp("newer"));
      assert.deepEqual((await add("zombie's")).entries, ["first", "newer", "zombie's"]);
      assert.ok(paused());
      assert.deepEqual(await entries(), ["first", "newer", "zombie's"]);
      assert.equal(counters.fenced, 1);
    });
  }

  it("after its rename has made its change: the new owner built on it", async () => {
    const { add, entries, usurp, counters, released, root } = await setUp();
    const paused = rightAfter("renameSync", isTemp, () => usurp("newer"));
    await add("zombie's");
    assert.ok(paused());
    assert.deepEqual(await entries(), ["first", "zombie's", "newer"]);
    assert.equal(counters.fenced, 0);
    await released();
    assert.deepEqual(readdirSync(root).sort(), [".gitignore", "counter.json", "counter.json.bak"]);
  });

  it("between the look and the rename of a deletion asks again before it deletes what is newer", async () => {
    const { store, file, entries, usurp } = await setUp();
    const seen: (readonly string[])[] = [];
    const refuseNewer = (current: Counter) => {
      seen.push(current.entries);
      if (current.entries.includes("newer")) {
        throw new RangeError("newer");
      }
    };
    const paused = rightBefore(
      "renameSync",
      (from) => from === file,
      () => usurp("newer"),
    );
    await assert.rejects(store.delete("counter", counterCodec, refuseNewer), RangeError);
    assert.ok(paused());
    assert.deepEqual(seen, [["first"], ["first", "newer"]]);
    assert.deepEqual(await entries(), ["first", "newer"]);
  });

  it("within the rest of a deletion that took place finds it completed", async () => {
    const { store, file, root, usurp, released } = await setUp();
    const paused = rightAfter(
      "renameSync",
      (from) => from === file,
      () => usurp("newer"),
    );
    assert.deepEqual((await store.delete("counter", counterCodec))?.entries, ["first"]);
    assert.ok(paused());
    assert.deepEqual((await store.read("counter", counterCodec))?.value.entries, ["newer"]);
    await released();
    assert.deepEqual(readdirSync(root).sort(), [".gitignore", "counter.json", "counter.json.bak"]);
  });

  it("between the look and the unlink of its release frees the new owner's lock, whose write is then stopped", async () => {
    const { top, root, file, add, entries, released } = await setUp();
    const [paused, goOn] = [join(top, "paused"), join(top, "go on")];
    const newer = Child.start("usurpAndPause", root, "counter", "newer", paused, goOn);
    const freed = rightBefore(
      "unlinkSync",
      (path) => path === `${file}.lock`,
      () => standStillUntil(() => existsSync(paused)),
    );
    await add("zombie's");
    await released();
    assert.ok(freed());
    runMeanwhile("entries", root, "counter", "third", 1);
    writeFileSync(goOn, "");
    await newer.done();
    assert.deepEqual(newer.acknowledged, ["newer"]);
    assert.deepEqual(await entries(), ["first", "zombie's", "third-0", "newer"]);
    assert.deepEqual(readdirSync(root).sort(), [".gitignore", "counter.json", "counter.json.bak"]);
  });
});
