import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, it } from "mocha";
import { type Container, createContainer } from "../../../../src/container";
import { OwnerFile } from "../../../../src/core/locking/owner-file";
import type { StateFolder } from "../../../../src/core/state-folder";
import { eventually } from "../../../helpers/eventually";
import { gone } from "../../../helpers/lock-actors";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";
import { createTestContainer } from "../../../helpers/test-container";

const containers: Container[] = [];

function open(root: string): StateFolder {
  const container = createContainer({ writer: { kind: "cli", name: "test" } });
  containers.push(container);
  return container.open({ root });
}

async function setUp() {
  const root = join(tempFolder(), ".lockstep");
  const folder = open(root);
  const queue = await folder.queues.create({ name: "Build" });
  await folder.bookmarks.add({ path: "a.ts", line: 1 });
  await folder.bookmarks.add({ path: "a.ts", line: 2 });
  const isLock = (name: string | Buffer) => String(name).endsWith(".lock");
  await eventually("the locks are released", () => !readdirSync(root, { recursive: true }).some(isLock));
  const dead = createTestContainer({ root, self: gone }).makeRecord;
  const kinds = async (fix = false) =>
    (await folder.doctor({ fix })).problems.map(({ kind, document, fixed }) => `${kind} ${document} ${fixed}`);
  return { root, folder, queue, dead, kinds, bookmarks: join(root, "bookmarks.json") };
}

describe("doctor", () => {
  afterEach(async () => {
    await Promise.all(containers.splice(0).map((container) => container.dispose()));
  });
  removeTempFoldersAfterEach();

  it("finds nothing in a healthy folder, or where there is none", async () => {
    const { folder } = await setUp();
    assert.deepEqual(await folder.doctor({ fix: false }), { documents: 2, problems: [] });
    const none = open(join(tempFolder(), "none"));
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

  it("brings back a transcript, which nobody watches, as any document", async () => {
    const { root, folder, kinds } = await setUp();
    const live = await folder.sessions.start({ title: "Fix it", agent: "claude" });
    await live.append({ role: "user", text: "one" });
    await live.append({ role: "assistant", text: "two" });
    await live.end({ status: "completed" });
    writeFileSync(join(root, "local", "sessions", `${live.id}.json`), "{ oh no");
    assert.deepEqual(await kinds(true), [`corrupt local/sessions/${live.id}.json true`]);
    const { status, exchanges } = await folder.sessions.find(live.id);
    assert.deepEqual([status, exchanges.length], ["active", 2], "the version before its end");
    assert.equal((await folder.sessions.abandon(live.id)).status, "abandoned");
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
    // Four: whoever takes the lock over removes the claim with it.
    assert.deepEqual(
      (await kinds(true)).map((line) => line.endsWith(" true")),
      [true, true, true, true],
    );
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

  it("removes unfinished versions, and never what a person named like one", async () => {
    const mine = ["bookmarks.json.20261121", "bookmarks.json.orig", "bookmarks.json.tmp"];
    const { root, kinds, bookmarks } = await setUp();
    writeFileSync(`${bookmarks}.0123456789abcdef.tmp`, "half");
    writeFileSync(`${bookmarks}.0123456789abcdef.bak.tmp`, "half");
    for (const name of mine) {
      writeFileSync(join(root, name), "mine");
    }
    assert.deepEqual(await kinds(), ["left-over-temp bookmarks.json false"]);
    assert.deepEqual(await kinds(true), ["left-over-temp bookmarks.json true"]);
    assert.deepEqual(await kinds(), []);
    assert.deepEqual(
      readdirSync(root).filter((name) => /^bookmarks\.json\.(?!bak$)/.test(name)),
      mine,
    );
  });
});
