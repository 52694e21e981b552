import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "mocha";
import { runConcurrent, verifyNoLostUpdates } from "../../helpers/concurrency";
import { removeTempFoldersAfterEach, tempFolder } from "../../helpers/temp-folder";
import { counterCodec, createTestContainer, increment, noCounter } from "../../helpers/test-container";

const twenty = Array.from({ length: 20 }, () => (current: number) => current + 1);

describe("runConcurrent", () => {
  it("tells how each operation ended, in their order", async () => {
    const outcomes = await runConcurrent([
      async () => 1,
      async () => {
        throw new RangeError("two");
      },
      async () => 3,
    ]);
    assert.deepEqual(outcomes[0], { result: 1 });
    assert.equal(outcomes[1]?.error?.message, "two");
    assert.deepEqual(outcomes[2], { result: 3 });
  });

  it("starts them all before any has ended", async () => {
    let running = 0;
    let most = 0;
    const operation = async () => {
      most = Math.max(most, ++running);
      await Promise.resolve();
      running--;
    };
    await runConcurrent([operation, operation, operation]);
    assert.equal(most, 3);
  });
});

describe("verifyNoLostUpdates", () => {
  removeTempFoldersAfterEach();

  it("finds the updates that a read and a write apart lose", async () => {
    let stored = 0;
    const naive = async (modification: (current: number) => number) => {
      const read = stored;
      await Promise.resolve();
      stored = modification(read);
    };
    const { success, expected, actual } = await verifyNoLostUpdates(0, twenty, naive, async () => stored);
    assert.deepEqual({ success, expected, actual }, { success: false, expected: 20, actual: 1 });
  });

  it("finds none in the store", async () => {
    const { store } = createTestContainer({ root: join(tempFolder(), ".lockstep") });
    const { success, actual } = await verifyNoLostUpdates(
      noCounter,
      Array.from({ length: 20 }, () => increment),
      (modification) => store.modify("counter", counterCodec, modification),
      async () => (await store.read("counter", counterCodec))?.value ?? noCounter,
    );
    assert.ok(success);
    assert.equal(actual.count, 20);
  });

  it("passes a refused modification on instead of calling it lost", async () => {
    const refuse = async () => {
      throw new RangeError();
    };
    await assert.rejects(
      verifyNoLostUpdates(0, twenty, refuse, async () => 0),
      AggregateError,
    );
  });
});
