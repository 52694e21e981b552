import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, it } from "mocha";
import { eventually } from "../../../helpers/eventually";
import { fail, intercept, restoreSystemCalls, systemError } from "../../../helpers/system-calls";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";
import { counterCodec, createTestContainer, increment } from "../../../helpers/test-container";

/** A counter at 1, and then no flush of a folder works any more. */
async function onADiskThatFlushesNoFolders() {
  const root = join(tempFolder(), ".lockstep");
  const { store } = createTestContainer({ root });
  await store.modify("counter", counterCodec, increment);
  let folder: unknown;
  intercept("openSync", (proceed, [path, flags]) => {
    const fd = proceed();
    folder = path === root && flags === "r" ? fd : folder;
    return fd;
  });
  intercept("fsync", (proceed, [fd, done]) => {
    assert.ok(typeof done === "function");
    return fd === folder ? setImmediate(() => done(systemError("EIO"))) : proceed();
  });
  return { root, store };
}

describe("when the disk does not confirm", () => {
  removeTempFoldersAfterEach();
  afterEach(restoreSystemCalls);

  it("a change that everybody sees, it is not told as one that failed", async () => {
    const { store } = await onADiskThatFlushesNoFolders();
    await assert.rejects(store.modify("counter", counterCodec, increment), {
      code: "UNFLUSHED",
      document: "counter.json",
      message: /^counter\.json was changed, but the disk did not confirm/,
    });
    assert.equal((await store.read("counter", counterCodec))?.value.count, 2);
  });

  it("a deletion that everybody sees, likewise", async () => {
    const { store } = await onADiskThatFlushesNoFolders();
    await assert.rejects(store.delete("counter", counterCodec), { code: "UNFLUSHED" });
    assert.equal(await store.read("counter", counterCodec), undefined);
  });
});

describe("a deletion that can't be completed for want of room", () => {
  removeTempFoldersAfterEach();
  afterEach(restoreSystemCalls);

  it("has happened, and the next owner of the lock completes it", async () => {
    const root = join(tempFolder(), ".lockstep");
    const { store, fileLockService, paths } = createTestContainer({ root });
    await store.modify("counter", counterCodec, increment);
    intercept("renameSync", (proceed, [, to]) => (String(to).endsWith(".bak") ? fail("ENOSPC") : proceed()));
    assert.equal((await store.delete("counter", counterCodec))?.count, 1);
    assert.equal(await store.read("counter", counterCodec), undefined);
    restoreSystemCalls();
    await eventually("the lock is released", () => !existsSync(`${paths.document("counter")}.lock`));
    await fileLockService.withLock(paths.document("counter"), async () => {});
    assert.deepEqual(readdirSync(root).sort(), [".gitignore", "counter.json.bak"]);
  });
});
