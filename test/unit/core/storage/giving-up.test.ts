import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { eventually } from "../../../helpers/eventually";
import { held, inLine } from "../../../helpers/lock-actors";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";
import { addEntry, type Counter, counterCodec, createTestContainer, increment } from "../../../helpers/test-container";
import { rejectsWith } from "../../../helpers/throws-with";

/** A document that is there, and another process that has its lock. */
async function setUp() {
  const root = join(tempFolder(), ".lockstep");
  const container = createTestContainer({ root });
  const { store, paths } = container;
  await store.modify("counter", counterCodec, addEntry("before"));
  const file = paths.document("counter");
  const holder = await held(createTestContainer({ root }).fileLockService, file);
  const add = (entry: string, options = {}) => store.modify("counter", counterCodec, addEntry(entry), options);
  const nobodyInLine = () =>
    eventually("nobody stands in line", () => !readdirSync(root).some((name) => name.endsWith(".next")));
  return { root, file, holder, add, nobodyInLine, ...container };
}

const settledFiles = [".gitignore", "counter.json", "counter.json.bak"];

function entriesOf({ entries }: Counter): readonly string[] {
  return entries;
}

describe("a change that waits for the lock", () => {
  removeTempFoldersAfterEach();

  it("is cancelled by its own signal; the others go on", async () => {
    const { add, holder, file, root } = await setUp();
    const controller = new AbortController();
    const first = add("first");
    const cancelled = add("cancelled", { signal: controller.signal });
    const last = add("last");
    await inLine(file, 1);
    controller.abort();
    await rejectsWith("ABORTED", cancelled);
    await holder.release();
    assert.deepEqual(entriesOf(await first), ["before", "first"]);
    assert.deepEqual(entriesOf(await last), ["before", "first", "last"]);
    await eventually("the lock is released", () => !existsSync(`${file}.lock`));
    assert.deepEqual(readdirSync(root).sort(), settledFiles);
  });

  it("times out by itself, names the holder, and the others go on", async () => {
    const { add, holder } = await setUp();
    const patient = add("patient");
    const hasty = add("hasty", { timeout: 60 });
    await assert.rejects(hasty, {
      code: "LOCK_TIMEOUT",
      message: new RegExp(`^counter\\.json is locked by test \\(pid ${process.pid} on `),
    });
    await holder.release();
    assert.deepEqual(entriesOf(await patient), ["before", "patient"]);
  });

  it("is not kept waiting by a more patient one that came before it, nor the other way round", async () => {
    const { add, holder } = await setUp();
    const order: string[] = [];
    const waits = [300, 60, 180].map((timeout) =>
      rejectsWith("LOCK_TIMEOUT", add("x", { timeout })).then(() => order.push(`${timeout}`)),
    );
    await Promise.all(waits);
    assert.deepEqual(order, ["60", "180", "300"]);
    await holder.release();
  });

  for (const [how, options] of [
    ["cancels", { timeout: 60_000 }],
    ["times out", { timeout: 60 }],
  ] as const) {
    it(`and is the last one that ${how} ends the waiting, and leaves neither a ticket nor a lock`, async () => {
      const { add, holder, nobodyInLine, root, file, store } = await setUp();
      const controller = new AbortController();
      const changes = ["a", "b"].map((entry) => add(entry, { ...options, signal: controller.signal }));
      const refused = Promise.all(
        changes.map((change) => rejectsWith(how === "cancels" ? "ABORTED" : "LOCK_TIMEOUT", change)),
      );
      if (how === "cancels") {
        await inLine(file, 1);
        controller.abort();
      }
      await refused;
      await nobodyInLine();
      await holder.release();
      assert.deepEqual(readdirSync(root).sort(), [".gitignore", "counter.json"]);
      assert.deepEqual(entriesOf(await add("after")), ["before", "after"]);
      assert.deepEqual((await store.read("counter", counterCodec))?.value.entries, ["before", "after"]);
    });
  }

  it("is not the last one when another one came right after it gave up", async () => {
    const { add, holder, file } = await setUp();
    const controller = new AbortController();
    const cancelled = rejectsWith("ABORTED", add("cancelled", { signal: controller.signal }));
    await inLine(file, 1);
    controller.abort();
    const next = add("next");
    await cancelled;
    await holder.release();
    assert.deepEqual(entriesOf(await next), ["before", "next"]);
  });

  it("does not start when its signal is aborted already", async () => {
    const { add, holder, root } = await setUp();
    await rejectsWith("ABORTED", add("x", { signal: AbortSignal.abort() }));
    assert.equal(
      readdirSync(root).some((name) => name.endsWith(".next")),
      false,
    );
    await holder.release();
  });

  it("is cancelled by a signal that somebody further up waits until", async () => {
    const { add, holder, file, fileLockService, nobodyInLine } = await setUp();
    const controller = new AbortController();
    const change = fileLockService.waitingUntil(controller.signal, () => add("x"));
    const refused = rejectsWith("ABORTED", change);
    await inLine(file, 1);
    controller.abort();
    await refused;
    await nobodyInLine();
    await holder.release();
  });

  it("can't be cancelled any more once its turn has come", async () => {
    const { store, holder } = await setUp();
    const controller = new AbortController();
    const change = store.modify(
      "counter",
      counterCodec,
      (current) => {
        controller.abort();
        return increment(current);
      },
      { signal: controller.signal },
    );
    await holder.release();
    assert.equal((await change).count, 1);
  });

  it("is given up with its deletion, which waits in the same line", async () => {
    const { store, holder, nobodyInLine, file } = await setUp();
    await rejectsWith("LOCK_TIMEOUT", store.delete("counter", counterCodec, undefined, { timeout: 60 }));
    await nobodyInLine();
    await holder.release();
    assert.ok(existsSync(file));
  });
});
