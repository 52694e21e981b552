import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, rmSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, it } from "mocha";
import { OwnerFile } from "../../../../src/core/locking/owner-file";
import { eventually } from "../../../helpers/eventually";
import { inLine } from "../../../helpers/lock-actors";
import { restoreSystemCalls, rightAfter, rightBefore, standStill } from "../../../helpers/system-calls";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";
import { addEntry, type Counter, counterCodec, createTestContainer, increment } from "../../../helpers/test-container";
import { rejectsWith } from "../../../helpers/throws-with";

async function setUp() {
  const root = join(tempFolder(), ".lockstep");
  const container = createTestContainer({ root });
  await container.store.modify("counter", counterCodec, addEntry("before"));
  const file = join(root, "counter.json");
  await eventually("the lock is released", () => !existsSync(`${file}.lock`));
  let runs = 0;
  /** Loses the lock in so many runs, as if somebody had taken it over while the process was paused, and gone. */
  const losing =
    (times: number, lose = () => unlinkSync(`${file}.lock`)) =>
    (current: Counter | undefined) => {
      if (++runs <= times) {
        lose();
      }
      return increment(current);
    };
  const settled = async () => {
    await eventually("the lock is released", () => !existsSync(`${file}.lock`));
    return readdirSync(root).sort();
  };
  return { root, file, losing, runs: () => runs, settled, ...container };
}

const clean = [".gitignore", "counter.json", "counter.json.bak"];

describe("a change whose lock was lost", () => {
  removeTempFoldersAfterEach();
  afterEach(restoreSystemCalls);

  it("is done again under a fresh lock, on what is there by then", async () => {
    const { store, losing, runs, counters, settled, root } = await setUp();
    const other = createTestContainer({ root, self: { domain: "elsewhere" } }).atomicWriter;
    const newer: Counter = { version: 1, count: 10, entries: ["newer"] };
    const lose = () => {
      unlinkSync(join(root, "counter.json.lock"));
      void other.writeJson(join(root, "counter.json"), newer, { durable: false });
    };
    const changed = await store.modify("counter", counterCodec, losing(1, lose));
    assert.deepEqual(changed, { ...newer, count: 11 });
    assert.equal(runs(), 2);
    assert.deepEqual([counters.acquired, counters.fenced, counters.changes, counters.writes], [3, 1, 2, 2]);
    assert.deepEqual(await settled(), clean);
  });

  it("is done again three times, and then fails without a trace", async () => {
    const { store, losing, runs, counters, settled, file } = await setUp();
    const text = readFileSync(file, "utf8");
    await rejectsWith("LOCK_LOST", store.modify("counter", counterCodec, losing(Number.POSITIVE_INFINITY)));
    assert.equal(runs(), 4);
    assert.equal(counters.fenced, 4);
    assert.equal(readFileSync(file, "utf8"), text);
    assert.deepEqual(
      (await settled()).filter((name) => name !== "counter.json.bak"),
      [".gitignore", "counter.json"],
    );
  });

  it("is done again three times, and succeeds the last time", async () => {
    const { store, losing, runs } = await setUp();
    assert.equal((await store.modify("counter", counterCodec, losing(3))).count, 1);
    assert.equal(runs(), 4);
  });

  it("is done again with all that shared it, each once and in order", async () => {
    const { store, losing } = await setUp();
    const results = await Promise.all([
      store.modify("counter", counterCodec, addEntry("a")),
      store.modify("counter", counterCodec, losing(2)),
      store.modify("counter", counterCodec, addEntry("b")),
    ]);
    assert.deepEqual(results[2], { version: 1, count: 1, entries: ["before", "a", "b"] });
  });

  it("is done again by a deletion, which asks again whether it may", async () => {
    const { store, file } = await setUp();
    let asked = 0;
    const check = () => {
      if (++asked === 1) {
        unlinkSync(`${file}.lock`);
      }
    };
    assert.deepEqual((await store.delete("counter", counterCodec, check))?.entries, ["before"]);
    assert.equal(asked, 2);
    assert.equal(existsSync(file), false);
  });

  for (const [when, pausing] of [
    ["before it kept the version before", rightBefore],
    ["while it kept the version before", rightAfter],
  ] as const) {
    it(`${when} is done again: that its temps are gone is no error of the disk`, async () => {
      const { store, root, file, settled } = await setUp();
      const isBackup = (_: string, to = "") => to.endsWith(".bak.tmp");
      const paused = pausing("linkSync", isBackup, () => {
        unlinkSync(`${file}.lock`);
        for (const temp of readdirSync(root).filter((name) => name.endsWith(".tmp"))) {
          unlinkSync(join(root, temp));
        }
      });
      assert.deepEqual((await store.modify("counter", counterCodec, addEntry("after"))).entries, ["before", "after"]);
      assert.ok(paused());
      assert.deepEqual(await settled(), clean);
    });
  }

  it("because the whole state folder was removed, is done again in a new one", async () => {
    const { store, root, losing, settled } = await setUp();
    const lose = () => rmSync(root, { recursive: true });
    assert.deepEqual(await store.modify("counter", counterCodec, losing(1, lose)), {
      version: 1,
      count: 1,
      entries: [],
    });
    assert.deepEqual(await settled(), [".gitignore", "counter.json"]);
  });

  it("listens to its time-out and its signal still, when it waits again", async () => {
    const { store, root, file, losing } = await setUp();
    const makeRecord = createTestContainer({ root }).makeRecord;
    let other: OwnerFile | undefined;
    const loseToOther = () => {
      unlinkSync(`${file}.lock`);
      other = OwnerFile.create(`${file}.lock`, makeRecord());
    };
    const hasty = store.modify("counter", counterCodec, losing(1, loseToOther), { timeout: 100 });
    const controller = new AbortController();
    const cancelled = store.modify("counter", counterCodec, increment, { signal: controller.signal });
    const patient = store.modify("counter", counterCodec, addEntry("patient"));
    await rejectsWith("LOCK_TIMEOUT", hasty);
    await inLine(file, 1);
    controller.abort();
    await rejectsWith("ABORTED", cancelled);
    other?.remove();
    assert.deepEqual(await patient, { version: 1, count: 0, entries: ["before", "patient"] });
  });

  it("after its deadline had passed during the work ends as timed out, and does not wait for ever", async () => {
    const { store, root, file, losing } = await setUp();
    const makeRecord = createTestContainer({ root }).makeRecord;
    let other: OwnerFile | undefined;
    const loseSlowly = () => {
      unlinkSync(`${file}.lock`);
      other = OwnerFile.create(`${file}.lock`, makeRecord());
      standStill(120);
    };
    await rejectsWith("LOCK_TIMEOUT", store.modify("counter", counterCodec, losing(1, loseSlowly), { timeout: 60 }));
    other?.remove();
  });

  it("and whose signal was aborted during the work ends as cancelled", async () => {
    const { store, file, losing } = await setUp();
    const controller = new AbortController();
    const lose = () => {
      unlinkSync(`${file}.lock`);
      controller.abort();
    };
    const change = store.modify("counter", counterCodec, losing(1, lose), { signal: controller.signal });
    await rejectsWith("ABORTED", change);
  });
});
