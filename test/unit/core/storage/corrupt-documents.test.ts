import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import type { CorruptionReport } from "../../../../src/core/storage/document-store";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";
import { addEntry, counterCodec, createTestContainer, increment } from "../../../helpers/test-container";

function setUp() {
  const root = join(tempFolder(), ".lockstep");
  const container = createTestContainer({ root });
  const reports: CorruptionReport[] = [];
  container.store.onDidFindCorruption((report) => reports.push(report));
  const file = join(root, "counter.json");
  return { root, file, reports, ...container };
}

describe("a corrupt document", () => {
  removeTempFoldersAfterEach();

  for (const [what, bytes] of [
    ["is not JSON", "{ oh no"],
    ["is empty", ""],
    ["is an array", "[]"],
    ["has no version", '{"count":1,"entries":[]}'],
    ["has a wrong shape", '{"version":1,"count":"many","entries":[]}'],
  ] as const) {
    it(`that ${what} is kept aside, the last good version comes back, and it is told once`, async () => {
      const { store, file, root, reports } = setUp();
      await store.modify("counter", counterCodec, addEntry("good"));
      await store.modify("counter", counterCodec, addEntry("newest"));
      writeFileSync(file, bytes);
      const stored = await store.read("counter", counterCodec);
      assert.deepEqual(stored?.value.entries, ["good"]);
      assert.deepEqual(JSON.parse(readFileSync(file, "utf8")).entries, ["good"]);
      const kept = readdirSync(root).filter((name) => /^counter\.json\.corrupt-\d{8}T\d{6}Z$/.test(name));
      assert.equal(kept.length, 1);
      assert.equal(readFileSync(join(root, kept[0] ?? ""), "utf8"), bytes);
      await store.read("counter", counterCodec);
      assert.deepEqual(
        reports.map(({ key, restored }) => [key, restored]),
        [["counter", file]],
      );
    });
  }

  it("is brought back before a change is applied, so that the change is not lost", async () => {
    const { store, file } = setUp();
    await store.modify("counter", counterCodec, addEntry("good"));
    await store.modify("counter", counterCodec, addEntry("newest"));
    writeFileSync(file, "garbage");
    const { entries } = await store.modify("counter", counterCodec, addEntry("after"));
    assert.deepEqual(entries, ["good", "after"]);
  });

  it("without a good version refuses every change and stays as it is", async () => {
    const { store, file, root, reports } = setUp();
    mkdirSync(root);
    writeFileSync(file, "garbage");
    await assert.rejects(store.read("counter", counterCodec), { code: "CORRUPT", document: "counter.json" });
    await assert.rejects(store.modify("counter", counterCodec, increment), { code: "CORRUPT" });
    await assert.rejects(store.delete("counter", counterCodec), { code: "CORRUPT" });
    assert.equal(readFileSync(file, "utf8"), "garbage");
    assert.deepEqual(readdirSync(root), ["counter.json"]);
    assert.deepEqual(
      reports.map(({ restored }) => restored),
      [undefined],
    );
  });

  it("whose backup is corrupt too is not replaced by it", async () => {
    const { store, file, root } = setUp();
    mkdirSync(root);
    writeFileSync(file, "garbage");
    writeFileSync(`${file}.bak`, "rubbish");
    await assert.rejects(store.read("counter", counterCodec), { code: "CORRUPT" });
    assert.equal(readFileSync(file, "utf8"), "garbage");
  });

  it("is set aside when the user says so, and its bytes are kept", async () => {
    const { store, file, root } = setUp();
    mkdirSync(root);
    writeFileSync(file, "garbage");
    const kept = await store.startAfresh("counter", counterCodec);
    assert.equal(readFileSync(kept ?? "", "utf8"), "garbage");
    assert.equal((await store.modify("counter", counterCodec, increment)).count, 1);
    assert.equal(await store.startAfresh("counter", counterCodec), undefined, "a good document is not set aside");
    assert.ok(existsSync(file));
  });

  it("that an editor is in the middle of saving is waited for", async () => {
    const { store, file, reports } = setUp();
    await store.modify("counter", counterCodec, addEntry("good"));
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.slice(0, 10));
    const reading = store.read("counter", counterCodec);
    writeFileSync(file, text.replace("good", "by hand"));
    assert.deepEqual((await reading)?.value.entries, ["by hand"]);
    assert.deepEqual(reports, []);
  });

  it("read by many at once is brought back once", async () => {
    const { store, file, root, reports } = setUp();
    const other = createTestContainer({ root }).store;
    await store.modify("counter", counterCodec, addEntry("good"));
    await store.modify("counter", counterCodec, addEntry("newest"));
    writeFileSync(file, "garbage");
    const results = await Promise.all([store, other, store, other].map((each) => each.read("counter", counterCodec)));
    assert.deepEqual(
      results.map((stored) => stored?.value.entries),
      Array.from({ length: 4 }, () => ["good"]),
    );
    assert.equal(readdirSync(root).filter((name) => name.includes(".corrupt-")).length, 1);
    assert.ok(reports.length <= 1);
  });
});
