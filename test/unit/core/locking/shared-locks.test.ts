import assert from "node:assert/strict";
import { existsSync, readdirSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, it } from "mocha";
import type { LockHandle } from "../../../../src/core/locking/file-lock-service";
import { eventually } from "../../../helpers/eventually";
import { gone, held, leaveOwnerFile, setUpLock } from "../../../helpers/lock-actors";
import { restoreSystemCalls, rightBefore } from "../../../helpers/system-calls";
import { removeTempFoldersAfterEach } from "../../../helpers/temp-folder";

const shared = { type: "shared" } as const;

describe("shared locks", () => {
  removeTempFoldersAfterEach();
  afterEach(restoreSystemCalls);

  it("are held by several at once, in one process and across services", async () => {
    const { fileLockService, document, root, another } = setUpLock();
    const handles = [
      await held(fileLockService, document, shared),
      await held(fileLockService, document, shared),
      await held(another().fileLockService, document, shared),
    ];
    assert.deepEqual(
      handles.map((handle) => handle.isHeld()),
      [true, true, true],
    );
    assert.equal((await fileLockService.inspect(document)).length, 3);
    await Promise.all(handles.map((handle) => handle.release()));
    assert.deepEqual(readdirSync(root), []);
  });

  it("keep a writer out until the last reader left", async () => {
    const { fileLockService, document, another } = setUpLock();
    const other = another().fileLockService;
    const readers = [await held(fileLockService, document, shared), await held(fileLockService, document, shared)];
    const writing: LockHandle[] = [];
    const writer = held(other, document).then((handle) => writing.push(handle));
    await readers[0]?.release();
    assert.equal((await other.acquire(document, { timeout: 30 })).success, false);
    assert.equal(writing.length, 0);
    await readers[1]?.release();
    await writer;
    await writing[0]?.release();
  });

  it("do not starve a writer: readers that come later wait behind it", async () => {
    const { fileLockService, document, another } = setUpLock();
    const order: string[] = [];
    const reader = await held(fileLockService, document, shared);
    const writer = another().fileLockService.withLock(document, async () => void order.push("writer"));
    await eventually("the writer waits with the lock file in hand", () => existsSync(`${document}.lock`));
    const late = another().fileLockService.withLock(document, async () => void order.push("late reader"), shared);
    await reader.release();
    await Promise.all([writer, late]);
    assert.deepEqual(order, ["writer", "late reader"]);
  });

  it("wake the writer that waits for them when they end: no poll is waited for", async () => {
    const { fileLockService, document, another } = setUpLock();
    const reader = await held(fileLockService, document, shared);
    const writer = held(another().fileLockService, document, { retryInterval: 60_000 });
    await eventually("the writer waits with the lock file in hand", () => existsSync(`${document}.lock`));
    await reader.release();
    await (await writer).release();
  });

  it("let a writer that gives up on them leave no lock behind", async () => {
    const { fileLockService, document, root, another } = setUpLock();
    const reader = await held(fileLockService, document, shared);
    const result = await another().fileLockService.acquire(document, { timeout: 60 });
    assert.ok(!result.success);
    assert.equal(result.reason, "timeout");
    await reader.release();
    assert.deepEqual(readdirSync(root), []);
  });

  it("are entered anew by a reader that was paused at the gate for so long that a writer came in", async () => {
    const { fileLockService, document, counters, root } = setUpLock();
    const isEntry = (path: string) => path.startsWith(join(`${document}.readers`, "/"));
    const paused = rightBefore("openSync", isEntry, () => unlinkSync(`${document}.lock`));
    const reader = await held(fileLockService, document, shared);
    assert.ok(paused());
    assert.equal(counters.acquired, 2, "it went through the gate twice");
    assert.deepEqual(readdirSync(`${document}.readers`), [reader.token]);
    await reader.release();
    assert.deepEqual(readdirSync(root), []);
  });

  it("of dead readers are removed by the next writer", async () => {
    const { document, root, fileLockService } = setUpLock();
    leaveOwnerFile(join(`${document}.readers`, "r1"), gone).file.close();
    await fileLockService.withLock(document, async () => {}, { timeout: 1_000 });
    assert.deepEqual(readdirSync(root), []);
  });

  it("do not allow writing", async () => {
    const { fileLockService, document, atomicWriter, root } = setUpLock();
    await fileLockService.withLock(
      document,
      (fence) => assert.rejects(atomicWriter.write(document, "x", { fence }), { code: "PRECONDITION" }),
      shared,
    );
    assert.deepEqual(readdirSync(root), []);
  });
});
