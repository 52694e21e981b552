import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { createContainer } from "../../../../src/container";
import { OwnerFile } from "../../../../src/core/locking/owner-file";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";
import { createTestContainer } from "../../../helpers/test-container";

const gone = { pid: 2 ** 22 - 7, start: "1" };

async function setUp() {
  const root = join(tempFolder(), ".lockstep");
  const folder = createContainer({ writer: { kind: "cli", name: "test" } }).open({ root });
  const queue = await folder.queues.create({ name: "Build" });
  await folder.bookmarks.add({ path: "a.ts", line: 1 });
  await folder.bookmarks.add({ path: "a.ts", line: 2 });
  const dead = createTestContainer({ root, self: gone }).makeRecord;
  const kinds = async (fix = false) =>
    (await folder.doctor({ fix })).problems.map(({ kind, document, fixed }) => `${kind} ${document} ${fixed}`);
  return { root, folder, queue, dead, kinds, bookmarks: join(root, "bookmarks.json") };
}

describe("doctor", () => {
  removeTempFoldersAfterEach();

  it("finds nothing in a healthy folder, or where there is none", async () => {
    const { folder } = await setUp();
    assert.deepEqual(await folder.doctor({ fix: false }), { documents: 2, problems: [] });
    const none = createContainer({ writer: { kind: "cli", name: "test" } }).open({ root: join(tempFolder(), "none") });
    assert.deepEqual(await none.doctor({ fix: true }), { documents: 0, problems: [] });
    assert.equal(existsSync(none.root), false);
  });

  it("reports a corrupt document without touching it, and brings the last good version back when it may", async () => {
    const { root, folder, bookmarks, kinds } = await setUp();
    writeFileSync(bookmarks, "{ oh no");
    assert.deepEqual(await kinds(), ["corrupt bookmarks.json false"]);
    assert.equal(readFileSync(bookmarks, "utf8"), "{ oh no");
    assert.deepEqual(await kinds(true), ["corrupt bookmarks.json true"]);
    assert.deepEqual(await kinds(), []);
    assert.equal((await folder.bookmarks.list()).length, 1);
    assert.ok(readdirSync(root).some((name) => name.startsWith("bookmarks.json.corrupt-")));
  });

  it("sets a corrupt document without a good version aside, and keeps its bytes", async () => {
    const { root, folder, queue, kinds } = await setUp();
    writeFileSync(join(root, "queues", `${queue.id}.json`), "{ oh no");
    assert.deepEqual(await kinds(true), [`corrupt queues/${queue.id}.json true`]);
    assert.deepEqual(await folder.queues.list(), []);
    const kept = readdirSync(join(root, "queues")).find((name) => name.includes(".corrupt-")) ?? "";
    assert.equal(readFileSync(join(root, "queues", kept), "utf8"), "{ oh no");
  });

  it("reports a newer version, a link and an unreadable document, and changes none of them", async () => {
    const { root, kinds, bookmarks } = await setUp();
    writeFileSync(bookmarks, JSON.stringify({ version: 9, bookmarks: [] }));
    symlinkSync(bookmarks, join(root, "queues", "link.json"));
    mkdirSync(join(root, "groups", "folder.json"), { recursive: true });
    const expected = [
      "newer-version bookmarks.json false",
      "unreadable groups/folder.json false",
      "symlink queues/link.json false",
    ];
    assert.deepEqual(await kinds(true), expected);
    assert.deepEqual(await kinds(false), expected);
  });

  it("removes locks, claims, readers, leases and windows of the dead, and leaves those of the living", async () => {
    const { root, folder, dead, kinds, bookmarks } = await setUp();
    await folder.attach();
    OwnerFile.create(`${bookmarks}.lock`, dead()).close();
    OwnerFile.create(`${bookmarks}.lock.0123456789abcdef`, dead()).close();
    OwnerFile.create(join(`${bookmarks}.readers`, "r1"), dead()).close();
    OwnerFile.create(join(root, "local", "leases", "a.lease"), dead()).close();
    OwnerFile.create(join(root, "local", "windows", "w.lease"), dead()).close();
    const living = createTestContainer({ root });
    const lease = await living.leases.acquire("b");
    assert.ok(lease.success);
    assert.equal((await kinds()).length, 5);
    assert.equal((await kinds(true)).filter((line) => line.endsWith("true")).length, 5);
    assert.deepEqual(await kinds(), []);
    assert.ok(lease.lease.isHeld());
    assert.equal((await folder.status()).writers.length, 1);
    await lease.lease.release();
    await folder.dispose();
    const left = readdirSync(root, { recursive: true })
      .map(String)
      .filter((name) => /lock$|lock\.|lease$|readers/.test(name));
    assert.deepEqual(left, []);
  });

  it("reports a file or a link where a folder belongs, and looks no further", async () => {
    const { root, kinds } = await setUp();
    writeFileSync(join(root, "groups"), "");
    assert.deepEqual(await kinds(true), ["unreadable groups false"]);
    rmSync(join(root, "groups"));
    const outside = tempFolder();
    OwnerFile.create(
      join(outside, "windows", "w.lease"),
      createTestContainer({ root, self: gone }).makeRecord(),
    ).close();
    rmSync(join(root, "local"), { recursive: true, force: true });
    symlinkSync(outside, join(root, "local"));
    assert.deepEqual(await kinds(true), ["symlink local false"]);
    assert.deepEqual(readdirSync(join(outside, "windows")), ["w.lease"]);
  });

  it("removes unfinished versions, and never what a person named like one by date", async () => {
    const { root, kinds, bookmarks } = await setUp();
    writeFileSync(`${bookmarks}.1234567890`, "half");
    writeFileSync(`${bookmarks}.bak.77`, "half");
    writeFileSync(`${bookmarks}.20261121`, "mine");
    assert.deepEqual(await kinds(), ["left-over-temp bookmarks.json false"]);
    assert.deepEqual(await kinds(true), ["left-over-temp bookmarks.json true"]);
    assert.deepEqual(
      readdirSync(root).filter((name) => /\d$/.test(name)),
      ["bookmarks.json.20261121"],
    );
  });
});
