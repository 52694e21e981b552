import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { runConcurrent } from "../../../helpers/concurrency";
import { eventually } from "../../../helpers/eventually";
import { held, inLine } from "../../../helpers/lock-actors";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";
import {
  addEntry,
  type Counter,
  counterCodec,
  createTestContainer,
  increment,
  noCounter,
} from "../../../helpers/test-container";

const range = (length: number) => Array.from({ length }, (_, index) => index);

/** Time stands still, so that no turn is ever over. */
const stillClock = { now: () => new Date(0), monotonic: () => 0 };

function setUp(options: { readonly clock?: typeof stillClock } = {}) {
  const root = join(tempFolder(), ".lockstep");
  const container = createTestContainer({ root, ...options });
  const modify = (modifier: (current: Counter | undefined) => Counter) =>
    container.store.modify("counter", counterCodec, modifier);
  const stored = async () => (await container.store.read("counter", counterCodec))?.value;
  return { root, file: join(root, "counter.json"), modify, stored, ...container };
}

const refuse = (): never => {
  throw new RangeError("refused");
};
const spoil = (current: Counter = noCounter): Counter => ({ ...current, count: Number.NaN });

describe("changes of one process at once", () => {
  removeTempFoldersAfterEach();

  it("are one hold of the lock and one write, be they a thousand", async () => {
    const { modify, stored, counters } = setUp();
    const results = await Promise.all(range(1_000).map((index) => modify(addEntry(`${index}`))));
    const { acquired, changes, writes } = counters;
    assert.deepEqual({ acquired, changes, writes }, { acquired: 1, changes: 1_000, writes: 1 });
    const expected = range(1_000).map(String);
    assert.deepEqual((await stored())?.entries, expected);
    results.forEach(({ entries }, index) => {
      assert.equal(entries.length, index + 1, "each sees what its own change made of the document");
    });
  });

  it("that come while a write is on its way share the next one, under the same lock", async () => {
    const { modify, counters, stored } = setUp({ clock: stillClock });
    const more: Promise<Counter>[] = [];
    await modify((current) => {
      queueMicrotask(() => more.push(...range(50).map((index) => modify(addEntry(`${index}`)))));
      return increment(current);
    });
    await eventually("they came", () => more.length === 50);
    await Promise.all(more);
    assert.deepEqual([counters.acquired, counters.writes], [1, 2]);
    assert.equal((await stored())?.entries.length, 50);
  });

  it("one after the other need one lock, as long as it is their turn and nobody else waits", async () => {
    const { modify, counters, file } = setUp({ clock: stillClock });
    for (const _ of range(20)) {
      await modify(increment);
    }
    assert.deepEqual([counters.acquired, counters.writes], [1, 20]);
    await eventually("the lock is released", () => !existsSync(`${file}.lock`));
  });

  it("give the lock on after a turn, when somebody else waits", async () => {
    const { root, file, modify, counters, fileLockService } = setUp();
    const other = createTestContainer({ root });
    const handle = await held(fileLockService, file);
    let going = true;
    const busy = (async () => {
      while (going) {
        await modify(increment);
      }
    })();
    const theirs = other.store.modify("counter", counterCodec, addEntry("theirs"));
    await inLine(file, 1);
    await handle.release();
    await theirs;
    going = false;
    await busy;
    assert.ok(counters.handedOver > 0);
  });

  it("that throw, or make what does not fit the schema, fail alone", async () => {
    const { modify, stored, counters } = setUp();
    const outcomes = await runConcurrent([
      () => modify(addEntry("a")),
      () => modify(refuse),
      () => modify(addEntry("b")),
      () => modify(spoil),
      () => modify(addEntry("c")),
    ]);
    assert.deepEqual(
      outcomes.map(({ result, error }) => (error === undefined ? result?.entries.join("") : error.message)),
      ["a", "refused", "ab", outcomes[3]?.error?.message, "abc"],
    );
    assert.match(outcomes[3]?.error?.message ?? "", /^counter\.json was not changed: count: /);
    assert.deepEqual(await stored(), { ...noCounter, entries: ["a", "b", "c"] });
    assert.deepEqual([counters.changes, counters.writes], [3, 1], "what was refused is not counted");
  });

  it("are valid as a whole: what one spoiled and a later one mended never existed", async () => {
    const { modify, stored } = setUp();
    await Promise.all([
      modify(addEntry("a")),
      modify(spoil),
      modify((current) => ({ ...(current ?? noCounter), count: 7 })),
    ]);
    assert.deepEqual(await stored(), { version: 1, count: 7, entries: ["a"] });
  });

  it("that all are refused write nothing", async () => {
    const { modify, counters, file } = setUp();
    const outcomes = await runConcurrent([() => modify(refuse), () => modify(spoil)]);
    assert.ok(outcomes.every(({ error }) => error !== undefined));
    assert.deepEqual([counters.changes, counters.writes], [0, 0]);
    assert.equal(existsSync(file), false);
  });

  it("and a deletion among them keep the order of the calls", async () => {
    const { modify, stored, store, file } = setUp();
    const [first, deleted, second, third] = await Promise.all([
      modify(addEntry("a")),
      store.delete("counter", counterCodec),
      modify(addEntry("b")),
      modify(addEntry("c")),
    ]);
    assert.deepEqual(
      [first, deleted, second, third].map((each) => each?.entries),
      [["a"], ["a"], ["b"], ["b", "c"]],
    );
    assert.deepEqual((await stored())?.entries, ["b", "c"]);
    assert.deepEqual(JSON.parse(readFileSync(`${file}.bak`, "utf8")).entries, ["a"]);
  });

  it("and a refused deletion among them do not touch each other", async () => {
    const { modify, stored, store } = setUp();
    const outcomes = await runConcurrent<unknown>([
      () => modify(addEntry("a")),
      () => store.delete("counter", counterCodec, refuse),
      () => modify(addEntry("b")),
    ]);
    assert.deepEqual(
      outcomes.map(({ error }) => error?.message),
      [undefined, "refused", undefined],
    );
    assert.deepEqual((await stored())?.entries, ["a", "b"]);
  });

  it("of two documents do not wait for each other", async () => {
    const { store, fileLockService, paths } = setUp();
    await store.modify("other", counterCodec, increment);
    const handle = await held(fileLockService, paths.document("other"));
    const waiting = store.modify("other", counterCodec, increment);
    await store.modify("counter", counterCodec, increment);
    await handle.release();
    assert.equal((await waiting).count, 2);
  });

  it("leave nothing beside the document but its last version", async () => {
    const { modify, root, file } = setUp();
    await Promise.all(range(20).map(() => modify(increment)));
    await Promise.all(range(20).map(() => modify(increment)));
    await eventually("the lock is released", () => !existsSync(`${file}.lock`));
    assert.deepEqual(readdirSync(root).sort(), [".gitignore", "counter.json", "counter.json.bak"]);
  });
});

describe("a modifier", () => {
  removeTempFoldersAfterEach();

  it("is synchronous: the compiler and, without it, the schema refuse a promise", async () => {
    const { store, file } = setUp();
    // @ts-expect-error: a change that awaits would hold the lock for as long as it likes
    const change = store.modify("counter", counterCodec, async () => noCounter);
    await assert.rejects(change, { code: "INVALID" });
    assert.equal(existsSync(file), false);
  });

  it("runs in nobody's async context: it may serve many callers", async () => {
    const { modify } = setUp();
    const context = new AsyncLocalStorage<string>();
    const seen: (string | undefined)[] = [];
    const look = (current: Counter | undefined) => {
      seen.push(context.getStore());
      return increment(current);
    };
    await Promise.all(["first", "second"].map((name) => context.run(name, () => modify(look))));
    assert.deepEqual(seen, [undefined, undefined]);
  });

  it("may not change the document whose lock its caller holds: that is refused at once", async () => {
    const { modify, store, fileLockService, file } = setUp();
    await fileLockService.withLock(file, async () => {
      await assert.rejects(modify(increment), { code: "LOCK_REENTRANT" });
      await assert.rejects(store.delete("counter", counterCodec), { code: "LOCK_REENTRANT" });
      assert.equal((await store.modify("other", counterCodec, increment)).count, 1);
    });
    assert.equal((await modify(increment)).count, 1);
  });

  it("is not refused because another caller holds the lock", async () => {
    const { modify, fileLockService, file } = setUp();
    let comeIn = () => {};
    const gate = new Promise<void>((resolve) => {
      comeIn = resolve;
    });
    const innocent = gate.then(() => modify(increment));
    await fileLockService.withLock(file, async () => {
      await assert.rejects(modify(increment), { code: "LOCK_REENTRANT" });
      comeIn();
      await eventually("it waits", () => existsSync(`${file}.lock`));
    });
    assert.equal((await innocent).count, 1);
  });
});
