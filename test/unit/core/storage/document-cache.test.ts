import assert from "node:assert/strict";
import {
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { ignoring } from "../../../../src/core/errors";
import { DocumentCache } from "../../../../src/core/storage/document-cache";
import { stampAt } from "../../../../src/core/storage/document-file";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";
import { type Counter, counterCodec, createTestContainer, increment, noCounter } from "../../../helpers/test-container";

/** A whole second, so that a test can give another file the same time to the nanosecond. */
const longAgo = new Date(2020, 1);

function setUp(enabled = true) {
  const folder = tempFolder();
  const cache = new DocumentCache(enabled);
  const put = (name = "a.json", text = "old", value: Counter = { ...noCounter }) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    utimesSync(path, longAgo, longAgo);
    const document = { value, text, version: stampAt(path) ?? "", readOnly: false };
    cache.put(path, counterCodec, document);
    return { path, document };
  };
  return { folder, cache, put };
}

function openFiles(): readonly string[] {
  const descriptors = readdirSync("/proc/self/fd");
  return descriptors.flatMap((fd) => ignoring(["ENOENT"], () => readlinkSync(`/proc/self/fd/${fd}`)) ?? []);
}

const openIn = (folder: string): number => openFiles().filter((path) => path.startsWith(folder)).length;
const timesOpen = (file: string): number => openFiles().filter((path) => path === file).length;

describe("DocumentCache", () => {
  const onLinux = process.platform === "linux";
  removeTempFoldersAfterEach();

  it("gives the same object out for as long as the file is the same", () => {
    const { cache, put } = setUp();
    const { path, document } = put();
    assert.equal(cache.get(path, counterCodec), document);
    assert.equal(cache.get(path, counterCodec), document);
    cache.dispose();
  });

  it("knows nothing of a document under another codec", () => {
    const { cache, put } = setUp();
    const { path } = put();
    assert.equal(cache.get(path, { ...counterCodec }), undefined);
    cache.dispose();
  });

  for (const [what, change] of [
    [
      "replaced by another file of the same size and time",
      (path: string) => {
        writeFileSync(`${path}.new`, "new");
        utimesSync(`${path}.new`, longAgo, longAgo);
        renameSync(`${path}.new`, path);
      },
    ],
    ["written in place, at the same size", (path: string) => writeFileSync(path, "new")],
    [
      "written in place, at the same time",
      (path: string) => {
        writeFileSync(path, "longer");
        utimesSync(path, longAgo, longAgo);
      },
    ],
    [
      "removed and made again, of the same size and time",
      (path: string) => {
        unlinkSync(path);
        writeFileSync(path, "new");
        utimesSync(path, longAgo, longAgo);
      },
    ],
    ["removed", (path: string) => unlinkSync(path)],
    ["a folder by now", (path: string) => renameSync(path, `${path}.away`)],
  ] as const) {
    it(`sees that a file was ${what}`, () => {
      const { cache, put, folder } = setUp();
      const { path } = put();
      change(path);
      assert.equal(cache.get(path, counterCodec), undefined);
      assert.ok(!onLinux || openIn(folder) === 0, "and lets go of the old one");
    });
  }

  it("keeps a file's number from being used again: that is what its open file is for", function () {
    if (!onLinux) {
      this.skip();
    }
    const { cache, put } = setUp();
    const { path } = put();
    const { ino } = statSync(path);
    for (let i = 0; i < 20; i++) {
      unlinkSync(path);
      writeFileSync(path, "new");
      assert.notEqual(statSync(path).ino, ino);
    }
    cache.dispose();
  });

  it("does not keep a document whose file was replaced since it was read", () => {
    const { cache, put, folder } = setUp();
    const { path, document } = put();
    writeFileSync(`${path}.new`, "new");
    renameSync(`${path}.new`, path);
    cache.put(path, counterCodec, document);
    assert.ok(!onLinux || openIn(folder) === 0);
    assert.equal(cache.get(path, counterCodec), undefined);
  });

  it("keeps the 64 that were used last, each with one open file", function () {
    if (!onLinux) {
      this.skip();
    }
    const { cache, put, folder } = setUp();
    const { path: first } = put("first.json");
    const paths = Array.from({ length: 100 }, (_, index) => {
      cache.get(first, counterCodec);
      return put(`${index}.json`).path;
    });
    assert.equal(openIn(folder), 64);
    assert.ok(cache.get(first, counterCodec), "used all the time");
    const kept = paths.map((path) => cache.get(path, counterCodec) !== undefined);
    assert.deepEqual(kept, [...Array(37).fill(false), ...Array(63).fill(true)]);
    put("0.json");
    put("0.json");
    assert.equal(openIn(folder), 64);
    cache.dispose();
    assert.equal(openIn(folder), 0);
  });

  for (const [what, enabled, dispose] of [
    ["it is disabled", false, false],
    ["it is disposed", true, true],
  ] as const) {
    it(`keeps nothing, and no open file, when ${what}`, () => {
      const { cache, put, folder } = setUp(enabled);
      if (dispose) {
        cache.dispose();
      }
      const { path } = put();
      assert.equal(cache.get(path, counterCodec), undefined);
      assert.ok(!onLinux || openIn(folder) === 0);
    });
  }
});

describe("a store with a cache", () => {
  removeTempFoldersAfterEach();

  async function setUpStore() {
    const root = join(tempFolder(), ".lockstep");
    const { store } = createTestContainer({ root });
    await store.modify("counter", counterCodec, increment);
    const read = async () => (await store.read("counter", counterCodec))?.value;
    return { root, store, read, file: join(root, "counter.json") };
  }

  it("parses a document once, written by itself or by another", async () => {
    const { root, store, read } = await setUpStore();
    assert.equal(await read(), await read());
    const other = createTestContainer({ root }).store;
    const changed = await other.modify("counter", counterCodec, increment);
    assert.deepEqual(await read(), changed);
    store.dispose();
    other.dispose();
  });

  it("builds no change on what is out of date", async () => {
    const { root, store, file } = await setUpStore();
    const other = createTestContainer({ root }).store;
    for (let round = 0; round < 20; round++) {
      await other.modify("counter", counterCodec, increment);
      await store.modify("counter", counterCodec, increment);
      writeFileSync(
        file,
        readFileSync(file, "utf8").replace(/"count": (\d+)/, (_, count) => `"count": ${Number(count) + 100}`),
      );
    }
    assert.equal((await other.read("counter", counterCodec))?.value.count, 20 * 102 + 1);
    store.dispose();
    other.dispose();
  });

  it("lets go of every file when it is disposed, and opens none for good afterwards", async function () {
    if (process.platform !== "linux") {
      this.skip();
    }
    const { store, read, file } = await setUpStore();
    assert.equal(timesOpen(file), 1);
    store.dispose();
    assert.equal(timesOpen(file), 0);
    await store.modify("counter", counterCodec, increment);
    assert.equal((await read())?.count, 2);
    assert.equal(timesOpen(file), 0);
  });
});
