import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { afterEach, describe, it } from "mocha";
import { runConcurrent } from "../../../helpers/concurrency";
import { eventually } from "../../../helpers/eventually";
import { held, setUpLock } from "../../../helpers/lock-actors";
import { failing, restoreSystemCalls } from "../../../helpers/system-calls";
import { removeTempFoldersAfterEach } from "../../../helpers/temp-folder";
import { createTestContainer } from "../../../helpers/test-container";
import { rejectsWith } from "../../../helpers/throws-with";

describe("FileLockService", () => {
  removeTempFoldersAfterEach();
  afterEach(restoreSystemCalls);

  it("tells in the lock file who holds the lock", async () => {
    const { fileLockService, document, writerId } = setUpLock();
    const handle = await held(fileLockService, document);
    const record = JSON.parse(readFileSync(`${document}.lock`, "utf8").split("\n")[0] ?? "");
    assert.equal(handle.lockPath, `${document}.lock`);
    assert.equal(record.pid, process.pid);
    assert.equal(record.writer, writerId);
    assert.match(record.token, /^[0-9a-f]{16}$/);
    assert.ok(Date.parse(record.processStartedAt) <= Date.parse(record.since));
    assert.equal(typeof record.host, "string");
    await handle.release();
  });

  it("lets anyone read who that is", async () => {
    const { fileLockService, document } = setUpLock();
    const handle = await held(fileLockService, document);
    const mask = process.umask();
    assert.equal(statSync(handle.lockPath).mode & 0o777, 0o644 & ~mask);
    await handle.release();
  });

  it("removes the lock file on release and nothing else", async () => {
    const { fileLockService, document, root } = setUpLock();
    await (await held(fileLockService, document)).release();
    assert.deepEqual(readdirSync(root), []);
  });

  it("makes a missing folder", async () => {
    const { fileLockService, root } = setUpLock();
    await fileLockService.withLock(join(root, "queues", "deep", "a.json"), async () => {});
    assert.ok(existsSync(join(root, "queues", "deep")));
  });

  it("keeps two separate services in one process out of each other's way", async () => {
    const { fileLockService, document, another } = setUpLock();
    const other = another().fileLockService;
    const handle = await held(fileLockService, document);
    const result = await other.acquire(document, { timeout: 60 });
    assert.ok(!result.success);
    assert.equal(result.reason, "timeout");
    await handle.release();
    await (await held(other, document)).release();
  });

  it("says who holds the lock when waiting ends", async () => {
    const { fileLockService, document, another } = setUpLock();
    const other = another().fileLockService;
    const handle = await held(fileLockService, document);
    const result = await other.acquire(document, { timeout: 40 });
    assert.ok(!result.success);
    assert.equal(result.error.code, "LOCK_TIMEOUT");
    assert.match(result.message, new RegExp(`a\\.json is locked by test \\(pid ${process.pid} on `));
    await handle.release();
  });

  for (const code of ["EMFILE", "EACCES", "EIO"]) {
    it(`does not fail to time out because who holds the lock can't be read (${code})`, async () => {
      const { fileLockService, document } = setUpLock();
      const handle = await held(fileLockService, document);
      const mend = failing("readFileSync", (path) => path === handle.lockPath, code);
      assert.equal(fileLockService.holderOf(document), undefined);
      mend();
      assert.equal(fileLockService.holderOf(document)?.pid, process.pid);
      await handle.release();
    });
  }

  it("gives up after maxRetries with the reason locked", async () => {
    const { fileLockService, document, another } = setUpLock();
    const other = another().fileLockService;
    const handle = await held(fileLockService, document);
    const result = await other.acquire(document, { maxRetries: 2, retryInterval: 1 });
    assert.ok(!result.success);
    assert.equal(result.reason, "locked");
    await handle.release();
  });

  it("leaves no lock behind a time-out in its own queue", async () => {
    const { fileLockService, document, root } = setUpLock();
    const handle = await held(fileLockService, document);
    const result = await fileLockService.acquire(document, { timeout: 20 });
    assert.ok(!result.success);
    await handle.release();
    assert.deepEqual(readdirSync(root), []);
    await (await held(fileLockService, document)).release();
  });

  it("ends the waiting on abort, in the queue and at the file, and leaves nothing", async () => {
    const { fileLockService, document, root, another } = setUpLock();
    const other = another().fileLockService;
    const handle = await held(fileLockService, document);
    for (const service of [fileLockService, other]) {
      const controller = new AbortController();
      const waiting = service.acquire(document, { signal: controller.signal });
      await turn();
      controller.abort();
      const result = await waiting;
      assert.ok(!result.success);
      assert.equal(result.error.code, "ABORTED");
    }
    await handle.release();
    assert.deepEqual(readdirSync(root), []);
  });

  it("ends every waiting of the work that runs until a signal, and no other", async () => {
    const { fileLockService, document, root } = setUpLock();
    const handle = await held(createTestContainer({ root }).fileLockService, document);
    const controller = new AbortController();
    const work = () => fileLockService.withLock(document, async () => {});
    const cancelled = fileLockService.waitingUntil(controller.signal, work);
    const going = work();
    await turn();
    controller.abort();
    await assert.rejects(cancelled, { code: "ABORTED" });
    await handle.release();
    await going;
  });

  it("refuses to start when the signal is aborted already", async () => {
    const { fileLockService, document } = setUpLock();
    const result = await fileLockService.acquire(document, { signal: AbortSignal.abort() });
    assert.ok(!result.success);
    assert.equal(result.error.code, "ABORTED");
  });

  it("lets one of fifty callers in at a time, in their order, with one file lock between them", async () => {
    const { fileLockService, document } = setUpLock();
    const tokens = new Set<string>();
    const order: number[] = [];
    let inside = 0;
    const calls = Array.from(
      { length: 50 },
      (_, index) => () =>
        fileLockService.withLock(document, async (handle) => {
          assert.equal(++inside, 1);
          assert.ok(handle.isHeld());
          tokens.add(readFileSync(handle.lockPath, "utf8"));
          order.push(index);
          await turn();
          inside--;
        }),
    );
    const outcomes = await runConcurrent(calls);
    assert.deepEqual(
      outcomes.filter(({ error }) => error !== undefined),
      [],
    );
    assert.deepEqual(
      order,
      calls.map((_, index) => index),
    );
    assert.ok(tokens.size <= 3, `${tokens.size} file locks for 50 calls`);
  });

  it("throws at once when the same async context asks again", async () => {
    const { fileLockService, document, root } = setUpLock();
    await fileLockService.withLock(document, async () => {
      await assert.rejects(
        fileLockService.withLock(join(root, "x", "..", "a.json"), async () => {}),
        { code: "LOCK_REENTRANT" },
      );
    });
  });

  it("does not take detached work for the holder once the lock is released", async () => {
    const { fileLockService, document } = setUpLock();
    const detached = await fileLockService.withLock(document, async () => {
      const later = (async () => {
        await eventually("the lock is released", async () => !(await fileLockService.isLocked(document)));
        await fileLockService.withLock(document, async () => {});
      })();
      return { later };
    });
    await detached.later;
  });

  it("releases when the work throws, and passes its error on", async () => {
    const { fileLockService, document, root } = setUpLock();
    await assert.rejects(
      fileLockService.withLock(document, async () => {
        throw new RangeError("mine");
      }),
      RangeError,
    );
    assert.deepEqual(readdirSync(root), []);
  });

  it("takes several locks in one order, whatever order they are named in", async () => {
    const { fileLockService, root } = setUpLock();
    const [a, b] = [join(root, "a.json"), join(root, "b.json")];
    const lockPaths: string[][] = [];
    const both = (paths: string[]) => () =>
      fileLockService.withLocks(paths, async (handles) => {
        lockPaths.push(handles.map(({ lockPath }) => lockPath));
        await turn();
      });
    const outcomes = await runConcurrent([both([a, b]), both([b, a]), both([a, b, a]), both([b, a, b])]);
    assert.deepEqual(outcomes, [
      { result: undefined },
      { result: undefined },
      { result: undefined },
      { result: undefined },
    ]);
    assert.deepEqual(
      lockPaths,
      Array.from({ length: 4 }, () => [`${a}.lock`, `${b}.lock`]),
    );
  });

  it("says IO for a path that leads through a file, by whatever method it was asked", async () => {
    const { fileLockService, root } = setUpLock();
    writeFileSync(join(root, "file"), "");
    const path = join(root, "file", "a.json");
    const result = await fileLockService.acquire(path);
    assert.equal(result.success ? "success" : result.error.code, "IO");
    await rejectsWith(
      "IO",
      fileLockService.withLock(path, async () => {}),
    );
    await rejectsWith(
      "IO",
      fileLockService.withLocks([path], async () => {}),
    );
  });

  it("goes on without the lock only when asked to", async () => {
    const { fileLockService, document, another } = setUpLock();
    const other = another().fileLockService;
    const handle = await held(fileLockService, document);
    await assert.rejects(
      other.withLock(document, async () => "in", { timeout: 20 }),
      { code: "LOCK_TIMEOUT" },
    );
    const proceeded = await other.withLock(document, async (lock) => lock.isHeld(), {
      timeout: 20,
      onFailure: "proceed",
    });
    assert.equal(proceeded, false);
    await handle.release();
  });
});
