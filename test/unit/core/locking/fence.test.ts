import assert from "node:assert/strict";
import { readdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { describe, it } from "mocha";
import { elsewhere, gone, held, setUpLock } from "../../../helpers/lock-actors";
import { removeTempFoldersAfterEach } from "../../../helpers/temp-folder";

describe("a lost lock", () => {
  removeTempFoldersAfterEach();

  it("is noticed by isHeld and check at once, whether removed or replaced", async () => {
    const { fileLockService, document } = setUpLock();
    const handle = await held(fileLockService, document);
    assert.equal(handle.isHeld(), true);
    handle.check();
    unlinkSync(handle.lockPath);
    assert.equal(handle.isHeld(), false);
    assert.throws(() => handle.check(), { code: "LOCK_LOST", document: "a.json" });
    writeFileSync(handle.lockPath, "somebody else's");
    assert.equal(handle.isHeld(), false);
    assert.throws(() => handle.check(), { code: "LOCK_LOST" });
    await handle.release();
  });

  it("is not released: the new owner's file stays", async () => {
    const { fileLockService, document } = setUpLock();
    const handle = await held(fileLockService, document);
    unlinkSync(handle.lockPath);
    writeFileSync(handle.lockPath, "somebody else's");
    await handle.release();
    assert.equal(readFileSync(handle.lockPath, "utf8"), "somebody else's");
  });

  it("is what a lock is that was released", async () => {
    const { fileLockService, document } = setUpLock();
    const handle = await held(fileLockService, document);
    await handle.release();
    assert.equal(handle.isHeld(), false);
    assert.throws(() => handle.check(), { code: "LOCK_LOST" });
  });

  it("stops the write before it is made", async () => {
    const { fileLockService, document, atomicWriter, root } = setUpLock();
    const handle = await held(fileLockService, document);
    writeFileSync(document, "newer");
    unlinkSync(handle.lockPath);
    await assert.rejects(atomicWriter.write(document, "older", { fence: handle }), { code: "LOCK_LOST" });
    assert.equal(readFileSync(document, "utf8"), "newer");
    assert.deepEqual(readdirSync(root), ["a.json"]);
    await handle.release();
  });

  it("stops a writer that pauses after its check: the taker removes its temp", async () => {
    const { document, another, root } = setUpLock();
    const zombie = another({ self: { ...gone, ...elsewhere } });
    const taker = another({ limits: { stale: 100, unsigned: 50, longestGap: 1_000 } });
    const handle = await held(zombie.fileLockService, document);
    const temp = `${document}.${handle.token}.tmp`;
    writeFileSync(temp, "older");
    handle.check(); // it passes, and then the machine sleeps
    await taker.fileLockService.withLock(document, (fence) => taker.atomicWriter.write(document, "newer", { fence }));
    assert.deepEqual(readdirSync(root), ["a.json"]);
    assert.equal(readFileSync(document, "utf8"), "newer");
    await handle.release();
  });
});
