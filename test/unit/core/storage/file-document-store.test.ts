import assert from "node:assert/strict";
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, describe, it } from "mocha";
import type { CorruptionReport } from "../../../../src/core/storage/document-store";
import { eventually } from "../../../helpers/eventually";
import { MockFileLockService } from "../../../helpers/mock-file-lock-service";
import { failing, restoreSystemCalls } from "../../../helpers/system-calls";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";
import { addEntry, type Counter, counterCodec, createTestContainer, increment } from "../../../helpers/test-container";

function setUp() {
  const root = join(tempFolder(), ".lockstep");
  const container = createTestContainer({ root });
  const reports: CorruptionReport[] = [];
  container.store.onDidFindCorruption((report) => reports.push(report));
  const file = join(root, "counter.json");
  return { root, file, reports, ...container };
}

describe("FileDocumentStore", () => {
  removeTempFoldersAfterEach();

  it("reads undefined where there is no document", async () => {
    const { store, root } = setUp();
    assert.equal(await store.read("counter", counterCodec), undefined);
    assert.equal(existsSync(root), false, "reading makes nothing");
  });

  it("creates the state folder with a .gitignore that ignores everything", async () => {
    const { store, root, file } = setUp();
    await store.modify("counter", counterCodec, increment);
    assert.match(readFileSync(join(root, ".gitignore"), "utf8"), /^\*$/m);
    assert.equal(readFileSync(file, "utf8"), '{\n  "version": 1,\n  "count": 1,\n  "entries": []\n}\n');
  });

  it("does not bring back a .gitignore that the user removed", async () => {
    const { store, root } = setUp();
    await store.modify("counter", counterCodec, increment);
    rmSync(join(root, ".gitignore"));
    await store.modify("counter", counterCodec, increment);
    assert.equal(existsSync(join(root, ".gitignore")), false);
  });

  it("writes nothing when the modifier returns its input, or the same content", async () => {
    const { store, file } = setUp();
    await store.modify("counter", counterCodec, increment);
    const before = statSync(file, { bigint: true });
    await store.modify("counter", counterCodec, (current) => current ?? assert.fail());
    await store.modify("counter", counterCodec, (current) => ({ ...(current ?? assert.fail()) }));
    const after = statSync(file, { bigint: true });
    assert.deepEqual([after.ino, after.mtimeNs], [before.ino, before.mtimeNs]);
    assert.equal(existsSync(`${file}.bak`), false);
  });

  it("keeps fields that it does not know", async () => {
    const { store, file } = setUp();
    mkdirSync(join(file, ".."));
    writeFileSync(file, JSON.stringify({ future: { a: 1 }, version: 1, count: 4, entries: [] }));
    await store.modify("counter", counterCodec, increment);
    assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), { version: 1, count: 5, entries: [], future: { a: 1 } });
  });

  it("reads with a byte order mark, as some editors write it", async () => {
    const { store, file } = setUp();
    mkdirSync(join(file, ".."));
    writeFileSync(file, `\uFEFF${JSON.stringify({ version: 1, count: 4, entries: [] })}`);
    assert.equal((await store.read("counter", counterCodec))?.value.count, 4);
  });

  it("shows a document of a newer version and refuses to change or delete it", async () => {
    const { store, file } = setUp();
    mkdirSync(join(file, ".."));
    const text = JSON.stringify({ version: 2, count: 4, entries: [] });
    writeFileSync(file, text);
    const stored = await store.read("counter", counterCodec);
    assert.equal(stored?.readOnly, true);
    assert.equal(stored?.value.count, 4);
    await assert.rejects(store.modify("counter", counterCodec, increment), { code: "NEWER_VERSION" });
    await assert.rejects(store.delete("counter", counterCodec), { code: "NEWER_VERSION" });
    assert.equal(readFileSync(file, "utf8"), text);
  });

  it("does not take a newer version of another shape for corrupt", async () => {
    const { store, file, reports, root } = setUp();
    mkdirSync(root);
    writeFileSync(file, JSON.stringify({ version: 2, counters: {} }));
    writeFileSync(`${file}.bak`, JSON.stringify({ version: 1, count: 4, entries: [] }));
    await assert.rejects(store.read("counter", counterCodec), { code: "NEWER_VERSION", document: "counter.json" });
    assert.deepEqual(reports, []);
  });

  it("refuses to write what does not fit the schema", async () => {
    const { store, file } = setUp();
    await store.modify("counter", counterCodec, increment);
    const broken = () => ({ version: 1, count: Number.NaN, entries: [] }) as Counter;
    await assert.rejects(store.modify("counter", counterCodec, broken), { code: "INVALID" });
    assert.equal(JSON.parse(readFileSync(file, "utf8")).count, 1);
  });

  for (const key of [
    "../x",
    "a/../../x",
    "",
    "a/",
    "queues/",
    "queues/a b",
    "queues/a\0",
    `queues/${"x".repeat(65)}`,
  ]) {
    it(`refuses the key ${JSON.stringify(key)} before any path is built`, async () => {
      const { store, root } = setUp();
      await assert.rejects(store.read(key, counterCodec), { code: "INVALID" });
      await assert.rejects(store.modify(key, counterCodec, increment), { code: "INVALID" });
      await assert.rejects(store.delete(key, counterCodec), { code: "INVALID" });
      assert.equal(existsSync(root), false);
    });
  }

  it("lists the documents of a collection and nothing else", async () => {
    const { store, root } = setUp();
    assert.deepEqual(await store.list("queues"), []);
    await store.modify("queues/b", counterCodec, increment);
    await store.modify("queues/a", counterCodec, increment);
    await store.modify("queues/a", counterCodec, increment);
    writeFileSync(join(root, "queues", "bad name.json"), "");
    writeFileSync(join(root, "queues", "a.json.123"), "");
    assert.deepEqual(await store.list("queues"), ["queues/a", "queues/b"]);
  });

  it("deletes under the lock, keeps the last version, and tells what it deleted", async () => {
    const { store, file } = setUp();
    await store.modify("counter", counterCodec, addEntry("x"));
    const refuse = () => {
      throw new RangeError("no");
    };
    await assert.rejects(store.delete("counter", counterCodec, refuse), RangeError);
    assert.ok(existsSync(file));
    assert.deepEqual((await store.delete("counter", counterCodec))?.entries, ["x"]);
    assert.equal(existsSync(file), false);
    assert.deepEqual(JSON.parse(readFileSync(`${file}.bak`, "utf8")).entries, ["x"]);
    assert.equal(await store.delete("counter", counterCodec), undefined);
    assert.equal(await store.read("counter", counterCodec), undefined, "the backup of a deleted document stays one");
  });

  it("deletes for good, without a last version, what nobody shall keep", async () => {
    const { store, paths } = setUp();
    await store.modify("counter", counterCodec, addEntry("x"));
    await store.modify("counter", counterCodec, addEntry("y"));
    assert.deepEqual((await store.delete("counter", counterCodec, undefined, { forGood: true }))?.entries, ["x", "y"]);
    assert.deepEqual(
      readdirSync(paths.root).filter((name) => name.startsWith("counter.json") && !name.endsWith(".lock")),
      [],
    );
  });

  it("deletes a document whose backup a killed writer made a link to the same file", async () => {
    const { store, file } = setUp();
    await store.modify("counter", counterCodec, addEntry("x"));
    linkSync(file, `${file}.bak`);
    assert.deepEqual((await store.delete("counter", counterCodec))?.entries, ["x"]);
    assert.equal(existsSync(file), false);
    assert.deepEqual(JSON.parse(readFileSync(`${file}.bak`, "utf8")).entries, ["x"]);
  });

  it("passes a lock that can't be had on, and changes nothing", async () => {
    const root = join(tempFolder(), ".lockstep");
    const locks = new MockFileLockService();
    const { store, paths } = createTestContainer({ root, locks });
    locks.simulateContention(paths.document("counter"));
    await assert.rejects(store.modify("counter", counterCodec, increment), { code: "LOCK_TIMEOUT" });
    locks.setLockBehavior(paths.document("other"), "error");
    await assert.rejects(store.modify("other", counterCodec, increment), { code: "IO" });
    assert.deepEqual(locks.requests, [paths.document("counter"), paths.document("other")]);
    locks.reset();
    assert.equal((await store.modify("counter", counterCodec, increment)).count, 1);
  });
});

describe("a document in a collection", () => {
  removeTempFoldersAfterEach();

  it("is named by its place in the state folder when its lock can't be had", async () => {
    const { store, root, paths } = setUp();
    const other = createTestContainer({ root }).fileLockService;
    await other.withLock(paths.document("queues/a"), () =>
      assert.rejects(store.modify("queues/a", counterCodec, increment, { timeout: 20 }), {
        code: "LOCK_TIMEOUT",
        document: "queues/a.json",
        message: /^queues\/a\.json is locked by test /,
      }),
    );
  });
});

describe("what the file system refuses", () => {
  removeTempFoldersAfterEach();
  afterEach(restoreSystemCalls);

  it("is reported for a symlinked document, which is neither read nor replaced", async () => {
    const { store, file, root } = setUp();
    const target = join(root, "..", "outside.json");
    writeFileSync(target, JSON.stringify({ version: 1, count: 4, entries: [] }));
    mkdirSync(root);
    symlinkSync(target, file);
    await assert.rejects(store.read("counter", counterCodec), { code: "SYMLINK", document: "counter.json" });
    await assert.rejects(store.modify("counter", counterCodec, increment), { code: "SYMLINK" });
    assert.equal(JSON.parse(readFileSync(target, "utf8")).count, 4);
  });

  it("is reported for a symlinked state folder and for a symlinked collection", async () => {
    const { store, root } = setUp();
    const elsewhere = tempFolder();
    symlinkSync(elsewhere, root);
    await assert.rejects(store.modify("counter", counterCodec, increment), { code: "SYMLINK" });
    await assert.rejects(
      store.exclusively("queues", async () => {}),
      { code: "SYMLINK" },
    );
    await assert.rejects(store.lease("queues/a/b"), { code: "SYMLINK" });
    rmSync(root);
    mkdirSync(root);
    symlinkSync(elsewhere, join(root, "queues"));
    await assert.rejects(store.modify("queues/a", counterCodec, increment), { code: "SYMLINK" });
    await assert.rejects(store.list("queues"), { code: "SYMLINK" });
    assert.deepEqual(readdirSync(elsewhere), []);
  });

  it("is reported for a folder in the document's place, which is not taken for a missing one", async () => {
    const { store, file } = setUp();
    mkdirSync(file, { recursive: true });
    await assert.rejects(store.read("counter", counterCodec), { code: "IO", document: "counter.json" });
    await assert.rejects(store.modify("counter", counterCodec, increment), { code: "IO" });
  });

  it("on a full disk leaves the document as it was and no lock", async () => {
    const { store, root, file } = setUp();
    await store.modify("counter", counterCodec, increment);
    const mend = failing("writeSync", (_, bytes) => bytes?.includes('"count"') ?? false, "ENOSPC");
    await assert.rejects(store.modify("counter", counterCodec, increment), {
      code: "IO",
      message: "counter.json: the disk is full. Nothing was changed; free some space and repeat the change.",
    });
    mend();
    await eventually("the lock is released", () => !existsSync(`${file}.lock`));
    assert.equal(JSON.parse(readFileSync(file, "utf8")).count, 1);
    assert.deepEqual(readdirSync(root).sort(), [".gitignore", "counter.json"]);
    assert.equal((await store.modify("counter", counterCodec, increment)).count, 2);
  });

  it("does not hide that a document was deleted by hand while it was changed elsewhere: it is made anew", async () => {
    const { store, file } = setUp();
    await store.modify("counter", counterCodec, increment);
    renameSync(file, `${file}.away`);
    assert.equal((await store.modify("counter", counterCodec, increment)).count, 1);
  });
});
