import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { createContainer } from "../../src/container";
import { Child, runTogether, useWorkers } from "../helpers/child";
import { runConcurrent, verifyNoLostUpdates } from "../helpers/concurrency";
import { eventually } from "../helpers/eventually";
import { removeTempFoldersAfterEach, tempFolder } from "../helpers/temp-folder";
import { addEntry, counterCodec, createTestContainer, increment, noCounter } from "../helpers/test-container";

const range = (length: number) => Array.from({ length }, (_, index) => index);

function stateRoot(): string {
  return join(tempFolder(), ".lockstep");
}

/** What may be left when nobody writes: documents, their last versions, the .gitignore. */
async function assertNothingLeftOver(folder: string): Promise<void> {
  const expected = /^(\.gitignore|[\w-]+|[\w-]+\.json(\.bak)?)$/;
  // Our own lock goes a moment after our last change.
  await eventually("nothing is left over", () => readdirSync(folder).every((name) => expected.test(name)));
}

describe("no update is lost", () => {
  useWorkers();
  removeTempFoldersAfterEach();

  it("when 8 processes add 100 commands each to one queue", async function () {
    this.timeout(120_000);
    const root = stateRoot();
    const { queues } = createContainer({ writer: { kind: "cli", name: "test" } }).open({ root });
    const queue = await queues.create({ name: "Build" });
    await runTogether(range(8).map((index) => Child.start("commands", root, queue.id, `p${index}`, 100)));
    const labels = (await queues.find(queue.id)).commands.map(({ label }) => label);
    const expected = range(8).flatMap((p) => range(100).map((i) => `p${p}-${i}`));
    assert.equal(labels.length, 800);
    assert.deepEqual([...labels].sort(), expected.sort());
    await assertNothingLeftOver(join(root, "queues"));
  });

  it("keeps the order in which one process added its commands", async function () {
    this.timeout(60_000);
    const root = stateRoot();
    const { queues } = createContainer({ writer: { kind: "cli", name: "test" } }).open({ root });
    const queue = await queues.create({ name: "Build" });
    await runTogether(range(3).map((index) => Child.start("commands", root, queue.id, `p${index}`, 15)));
    const labels = (await queues.find(queue.id)).commands.map(({ label }) => label);
    for (const p of range(3)) {
      assert.deepEqual(
        labels.filter((label) => label?.startsWith(`p${p}-`)),
        range(15).map((i) => `p${p}-${i}`),
      );
    }
  });

  it("and no name is given twice, when 6 processes create a queue of one name", async function () {
    this.timeout(60_000);
    const root = stateRoot();
    const children = range(6).map(() => Child.start("create", root, "Build"));
    await runTogether(children);
    assert.equal(children.flatMap((child) => child.acknowledged).length, 1);
    assert.equal(children.filter((child) => child.lines.includes("refused CONFLICT")).length, 5);
    assert.equal(readdirSync(join(root, "queues")).length, 1);
  });

  it("when 10 processes add one record each", async function () {
    this.timeout(60_000);
    const root = stateRoot();
    await runTogether(range(10).map((index) => Child.start("entries", root, "counter", `p${index}`, 1)));
    const stored = await createTestContainer({ root }).store.read("counter", counterCodec);
    assert.deepEqual(
      [...(stored?.value.entries ?? [])].sort(),
      range(10)
        .map((index) => `p${index}-0`)
        .sort(),
    );
  });

  it("when 10 processes count to 20 each", async function () {
    this.timeout(60_000);
    const root = stateRoot();
    const children = range(10).map(() => Child.start("increments", root, "counter", 20));
    await runTogether(children);
    const stored = await createTestContainer({ root }).store.read("counter", counterCodec);
    assert.equal(stored?.value.count, 200);
    // Every acknowledged number was given out once: no two changes saw the same state.
    const acknowledged = children.flatMap((child) => child.acknowledged.map(Number)).sort((a, b) => a - b);
    assert.deepEqual(
      acknowledged,
      range(200).map((index) => index + 1),
    );
    await assertNothingLeftOver(root);
  });

  it("and nobody is left behind, when 4 processes make 200 changes each, one right after the other", async function () {
    this.timeout(60_000);
    const root = stateRoot();
    const children = range(4).map((index) => Child.start("entries", root, "counter", `p${index}`, 200));
    await runTogether(children);
    const { entries } = (await createTestContainer({ root }).store.read("counter", counterCodec))?.value ?? noCounter;
    assert.equal(entries.length, 800);
    const progress = (p: number, until: number) =>
      entries.slice(0, until).filter((entry) => entry.startsWith(`p${p}-`)).length;
    const firstDone = Math.min(...range(4).map((p) => entries.indexOf(`p${p}-199`)));
    const slowest = Math.min(...range(4).map((p) => progress(p, firstDone)));
    // 98 % is the rule, and the benchmark's business; who comes late on a busy machine misses a few turns.
    assert.ok(slowest >= 170, `the slowest had made ${slowest} of 200 changes when the first was done`);
  });

  it("when one writes while another deletes: every entry was deleted or is there", async function () {
    this.timeout(60_000);
    const root = stateRoot();
    const writer = Child.start("entries", root, "counter", "w", 60);
    const deleter = Child.start("deletions", root, "counter", 40);
    await runTogether([writer, deleter]);
    const deleted = deleter.lines
      .filter((line) => line.startsWith("deleted "))
      .flatMap((line): string[] => JSON.parse(line.slice("deleted ".length)));
    const stored = await createTestContainer({ root }).store.read("counter", counterCodec);
    assert.deepEqual([...deleted, ...(stored?.value.entries ?? [])], writer.acknowledged);
  });

  it("when 50 calls in one process change one document at once", async () => {
    const root = stateRoot();
    const { store } = createTestContainer({ root });
    const { success, expected, actual } = await verifyNoLostUpdates(
      noCounter,
      range(50).map(() => increment),
      (modification) => store.modify("counter", counterCodec, modification),
      async () => (await store.read("counter", counterCodec))?.value ?? noCounter,
    );
    assert.ok(success, `expected ${expected.count}, found ${actual.count}`);
    await assertNothingLeftOver(root);
  });

  it("when a modifier throws: nothing changes, and the others go on", async () => {
    const root = stateRoot();
    const { store } = createTestContainer({ root });
    const refuse = (): never => {
      throw new RangeError("refused");
    };
    const outcomes = await runConcurrent([
      () => store.modify("counter", counterCodec, addEntry("a")),
      () => store.modify("counter", counterCodec, refuse),
      () => store.modify("counter", counterCodec, addEntry("b")),
    ]);
    assert.deepEqual(
      outcomes.map(({ error }) => error?.name),
      [undefined, "RangeError", undefined],
    );
    assert.deepEqual((await store.read("counter", counterCodec))?.value.entries, ["a", "b"]);
  });
});
