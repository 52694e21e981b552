import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as delay, setImmediate as turn } from "node:timers/promises";
import { describe, it } from "mocha";
import type { LockHandle, LockOptions } from "../../../../src/core/locking/file-lock-service";
import { OwnerFile, tellThatItIsWanted } from "../../../../src/core/locking/owner-file";
import { runConcurrent } from "../../../helpers/concurrency";
import { eventually } from "../../../helpers/eventually";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";
import { createTestContainer } from "../../../helpers/test-container";

const gone = { pid: 2 ** 22 - 7, start: "1" }; // above any pid of a default kernel
const elsewhere = { host: "elsewhere", domain: "elsewhere" };

function setUp() {
  const root = tempFolder();
  const document = join(root, "a.json");
  return { root, document, ...createTestContainer({ root }) };
}

async function held(service: ReturnType<typeof setUp>["fileLockService"], path: string, options?: LockOptions) {
  const result = await service.acquire(path, options);
  assert.ok(result.success, result.success ? "" : result.message);
  return result.handle;
}

describe("FileLockService", () => {
  removeTempFoldersAfterEach();

  it("tells in the lock file who holds the lock", async () => {
    const { fileLockService, document, writerId } = setUp();
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
    const { fileLockService, document } = setUp();
    const handle = await held(fileLockService, document);
    const mask = process.umask();
    assert.equal(statSync(handle.lockPath).mode & 0o777, 0o644 & ~mask);
    await handle.release();
  });

  it("removes the lock file on release and nothing else", async () => {
    const { fileLockService, document, root } = setUp();
    await (await held(fileLockService, document)).release();
    assert.deepEqual(readdirSync(root), []);
  });

  it("makes a missing folder", async () => {
    const { fileLockService, root } = setUp();
    await fileLockService.withLock(join(root, "queues", "deep", "a.json"), async () => {});
    assert.ok(existsSync(join(root, "queues", "deep")));
  });

  it("keeps two separate services in one process out of each other's way", async () => {
    const { fileLockService, document, root } = setUp();
    const other = createTestContainer({ root }).fileLockService;
    const handle = await held(fileLockService, document);
    const result = await other.acquire(document, { timeout: 60 });
    assert.ok(!result.success);
    assert.equal(result.reason, "timeout");
    await handle.release();
    await (await held(other, document)).release();
  });

  it("says who holds the lock when waiting ends", async () => {
    const { fileLockService, document, root } = setUp();
    const other = createTestContainer({ root }).fileLockService;
    const handle = await held(fileLockService, document);
    const result = await other.acquire(document, { timeout: 40 });
    assert.ok(!result.success);
    assert.equal(result.error.code, "LOCK_TIMEOUT");
    assert.match(result.message, new RegExp(`a\\.json is locked by test \\(pid ${process.pid} on `));
    await handle.release();
  });

  it("gives up after maxRetries with the reason locked", async () => {
    const { fileLockService, document, root } = setUp();
    const other = createTestContainer({ root }).fileLockService;
    const handle = await held(fileLockService, document);
    const result = await other.acquire(document, { maxRetries: 2, retryInterval: 1 });
    assert.ok(!result.success);
    assert.equal(result.reason, "locked");
    await handle.release();
  });

  it("leaves no lock behind a time-out in its own queue", async () => {
    const { fileLockService, document, root } = setUp();
    const handle = await held(fileLockService, document);
    const result = await fileLockService.acquire(document, { timeout: 20 });
    assert.ok(!result.success);
    await handle.release();
    assert.deepEqual(readdirSync(root), []);
    await (await held(fileLockService, document)).release();
  });

  it("ends the waiting on abort, in the queue and at the file, and leaves nothing", async () => {
    const { fileLockService, document, root } = setUp();
    const other = createTestContainer({ root }).fileLockService;
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
    const { fileLockService, document, root } = setUp();
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
    const { fileLockService, document } = setUp();
    const result = await fileLockService.acquire(document, { signal: AbortSignal.abort() });
    assert.ok(!result.success);
    assert.equal(result.error.code, "ABORTED");
  });

  it("lets one of fifty callers in at a time, in their order, with one file lock between them", async () => {
    const { fileLockService, document } = setUp();
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
    const { fileLockService, document, root } = setUp();
    await fileLockService.withLock(document, async () => {
      await assert.rejects(
        fileLockService.withLock(join(root, "x", "..", "a.json"), async () => {}),
        { code: "LOCK_REENTRANT" },
      );
    });
  });

  it("does not take detached work for the holder once the lock is released", async () => {
    const { fileLockService, document } = setUp();
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
    const { fileLockService, document, root } = setUp();
    await assert.rejects(
      fileLockService.withLock(document, async () => {
        throw new RangeError("mine");
      }),
      RangeError,
    );
    assert.deepEqual(readdirSync(root), []);
  });

  it("takes several locks in one order, whatever order they are named in", async () => {
    const { fileLockService, root } = setUp();
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

  it("locks one file under all its names", async () => {
    const { fileLockService, root } = setUp();
    mkdirSync(join(root, "real"));
    symlinkSync(join(root, "real"), join(root, "alias"));
    const handle = await held(fileLockService, join(root, "alias", "a.json"));
    assert.equal(handle.lockPath, join(root, "real", "a.json.lock"));
    assert.equal(await fileLockService.isLocked(join(root, "real", "..", "real", "a.json")), true);
    await handle.release();
  });

  it("goes on without the lock only when asked to", async () => {
    const { fileLockService, document, root } = setUp();
    const other = createTestContainer({ root }).fileLockService;
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

describe("shared locks", () => {
  removeTempFoldersAfterEach();

  it("are held by several at once, in one process and across services", async () => {
    const { fileLockService, document, root } = setUp();
    const other = createTestContainer({ root }).fileLockService;
    const handles = [
      await held(fileLockService, document, { type: "shared" }),
      await held(fileLockService, document, { type: "shared" }),
      await held(other, document, { type: "shared" }),
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
    const { fileLockService, document, root } = setUp();
    const other = createTestContainer({ root }).fileLockService;
    const readers = [
      await held(fileLockService, document, { type: "shared" }),
      await held(fileLockService, document, { type: "shared" }),
    ];
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
    const { fileLockService, document, root } = setUp();
    const writerService = createTestContainer({ root }).fileLockService;
    const lateService = createTestContainer({ root }).fileLockService;
    const order: string[] = [];
    const reader = await held(fileLockService, document, { type: "shared" });
    const writer = writerService.withLock(document, async () => void order.push("writer"));
    await eventually("the writer waits with the lock file in hand", () => existsSync(`${document}.lock`));
    const late = lateService.withLock(document, async () => void order.push("late reader"), { type: "shared" });
    await reader.release();
    await Promise.all([writer, late]);
    assert.deepEqual(order, ["writer", "late reader"]);
  });

  it("of dead readers are removed by the next writer", async () => {
    const { document, root, fileLockService } = setUp();
    const dead = createTestContainer({ root, self: gone });
    const record = dead.makeRecord();
    OwnerFile.create(join(`${document}.readers`, record.token), record).close();
    await fileLockService.withLock(document, async () => {}, { timeout: 1_000 });
    assert.deepEqual(readdirSync(root), []);
  });

  it("do not allow writing", async () => {
    const { fileLockService, document, atomicWriter, root } = setUp();
    await fileLockService.withLock(
      document,
      (fence) => assert.rejects(atomicWriter.write(document, "x", { fence }), { code: "PRECONDITION" }),
      { type: "shared" },
    );
    assert.deepEqual(readdirSync(root), []);
  });
});

describe("a lock whose owner", () => {
  removeTempFoldersAfterEach();

  function leaveLock(document: string, self: { pid?: number; start?: string; host?: string; domain?: string }) {
    const record = createTestContainer({ root: tempFolder(), self }).makeRecord();
    const file = OwnerFile.create(`${document}.lock`, record);
    return { record, file };
  }

  it("is a dead process of this host is taken over at once", async () => {
    const { fileLockService, document } = setUp();
    leaveLock(document, gone).file.close();
    assert.equal(await fileLockService.isLocked(document), false);
    const before = performance.now();
    await (await held(fileLockService, document)).release();
    assert.ok(performance.now() - before < 1_000);
  });

  it("had our pid before us is dead: the pid was reused", async () => {
    const { fileLockService, document } = setUp();
    leaveLock(document, { pid: process.pid, start: "1" }).file.close();
    await (await held(fileLockService, document, { timeout: 500 })).release();
  });

  for (const [what, time] of [
    ["is years old", new Date(2000, 1)],
    ["comes from the future", new Date(2100, 1)],
  ] as const) {
    it(`lives on this host is waited for, even if its lock ${what}: clocks don't count`, async () => {
      const { fileLockService, document } = setUp();
      const { file } = leaveLock(document, {});
      utimesSync(file.path, time, time);
      const result = await fileLockService.acquire(document, { timeout: 100 });
      assert.ok(!result.success);
      assert.ok(file.isMine());
      file.remove();
    });
  }

  it("is slow to write its name is not robbed meanwhile", async () => {
    const { fileLockService, document } = setUp();
    writeFileSync(`${document}.lock`, "");
    const waiting = fileLockService.acquire(document, { timeout: 900 });
    await delay(300);
    const record = JSON.stringify(createTestContainer({ root: tempFolder() }).makeRecord());
    writeFileSync(`${document}.lock`, record.slice(0, 20));
    await delay(300);
    writeFileSync(`${document}.lock`, `${record}\n`);
    assert.equal((await waiting).success, false);
    assert.equal(readFileSync(`${document}.lock`, "utf8").split("\n")[0], record);
  });

  it("has not signed it yet gets no note before its name", () => {
    const { document } = setUp();
    writeFileSync(`${document}.lock`, "");
    tellThatItIsWanted(`${document}.lock`);
    assert.equal(readFileSync(`${document}.lock`, "utf8"), "");
    unlinkSync(`${document}.lock`);
    const { file } = leaveLock(document, {});
    tellThatItIsWanted(file.path);
    tellThatItIsWanted(file.path);
    assert.deepEqual(readFileSync(file.path, "utf8").split("\n").slice(1), ["W", ""]);
    file.remove();
    tellThatItIsWanted(file.path);
    assert.equal(existsSync(file.path), false);
  });

  it("releases it lets a waiter in at once: no poll is waited for", async () => {
    const { fileLockService, document, root } = setUp();
    const other = createTestContainer({ root }).fileLockService;
    const handle = await held(fileLockService, document);
    const waiting = held(other, document, { retryInterval: 60_000 });
    await eventually("somebody waits", () => readFileSync(`${document}.lock`, "utf8").endsWith("\nW\n"));
    await handle.release();
    await (await waiting).release();
  });

  it("lives is asked again with pauses: no busy loop", async () => {
    const root = tempFolder();
    const document = join(root, "a.json");
    const { file } = leaveLock(document, {});
    const { clock, looks } = countingClock();
    const { fileLockService } = createTestContainer({ root, clock });
    await fileLockService.acquire(document, { timeout: 300 });
    assert.ok(looks() < 150, `${looks()} looks at the clock in 300 ms`);
    file.remove();
  });

  it("is a living process of somebody else is waited for", async () => {
    const { fileLockService, document } = setUp();
    const { file } = leaveLock(document, { pid: 1, ...startOf(1) });
    assert.equal((await fileLockService.acquire(document, { timeout: 60 })).success, false);
    file.remove();
  });

  it("is on another host is left alone while its heartbeat goes on, although no such pid lives here", async () => {
    const root = tempFolder();
    const document = join(root, "a.json");
    const limits = { stale: 150, unwritten: 50, longestGap: 1_000 };
    const { fileLockService } = createTestContainer({ root, limits });
    const { file } = leaveLock(document, { ...gone, ...elsewhere });
    const beating = setInterval(() => file.heartbeat(), 20);
    const result = await fileLockService.acquire(document, { timeout: 600 });
    clearInterval(beating);
    assert.ok(!result.success);
    const afterwards = await fileLockService.acquire(document, { timeout: 5_000 });
    assert.ok(afterwards.success, "taken over once the heartbeat has stopped");
    assert.equal(file.isMine(), false);
    await afterwards.handle.release();
    file.close();
  });

  it("died before it wrote its name is taken over after a moment", async () => {
    const { fileLockService, document } = setUp();
    writeFileSync(`${document}.lock`, "");
    const before = performance.now();
    await (await held(fileLockService, document, { timeout: 5_000 })).release();
    assert.ok(performance.now() - before >= 500, "a living owner had its time to write");
  });

  it("is taken over by exactly one of many", async () => {
    const root = tempFolder();
    const document = join(root, "a.json");
    leaveLock(document, gone).file.close();
    let inside = 0;
    const services = Array.from({ length: 8 }, () => createTestContainer({ root }).fileLockService);
    const outcomes = await runConcurrent(
      services.map(
        (service) => () =>
          service.withLock(document, async (handle) => {
            assert.equal(++inside, 1);
            await turn();
            assert.ok(handle.isHeld());
            inside--;
          }),
      ),
    );
    assert.deepEqual(
      outcomes.filter(({ error }) => error),
      [],
    );
    assert.deepEqual(readdirSync(root), []);
  });

  it("died as an heir, between its claim and the takeover, is inherited from too", async () => {
    const { fileLockService, document, root } = setUp();
    const first = leaveLock(document, gone);
    first.file.close();
    const heir = createTestContainer({ root: tempFolder(), self: gone }).makeRecord();
    OwnerFile.create(`${document}.lock.${first.record.token}`, heir).close();
    await (await held(fileLockService, document, { timeout: 1_000 })).release();
    assert.deepEqual(readdirSync(root), []);
  });
});

describe("a lost lock", () => {
  removeTempFoldersAfterEach();

  it("is noticed by isHeld at once, whether removed or replaced", async () => {
    const { fileLockService, document } = setUp();
    const handle = await held(fileLockService, document);
    assert.equal(handle.isHeld(), true);
    unlinkSync(handle.lockPath);
    assert.equal(handle.isHeld(), false);
    writeFileSync(handle.lockPath, "somebody else's");
    assert.equal(handle.isHeld(), false);
  });

  it("is not released: the new owner's file stays", async () => {
    const { fileLockService, document } = setUp();
    const handle = await held(fileLockService, document);
    unlinkSync(handle.lockPath);
    writeFileSync(handle.lockPath, "somebody else's");
    await handle.release();
    assert.equal(readFileSync(handle.lockPath, "utf8"), "somebody else's");
  });

  it("stops the write before it is made", async () => {
    const { fileLockService, document, atomicWriter, root } = setUp();
    const handle = await held(fileLockService, document);
    writeFileSync(document, "newer");
    unlinkSync(handle.lockPath);
    await assert.rejects(atomicWriter.write(document, "older", { fence: handle }), { code: "LOCK_LOST" });
    assert.equal(readFileSync(document, "utf8"), "newer");
    assert.deepEqual(readdirSync(root), ["a.json"]);
    await handle.release();
  });

  it("stops a writer that paused between its check and its rename: the taker removes the temp", async () => {
    const root = tempFolder();
    const document = join(root, "a.json");
    const zombie = createTestContainer({ root, self: { ...gone, ...elsewhere } });
    const limits = { stale: 100, unwritten: 50, longestGap: 1_000 };
    const taker = createTestContainer({ root, limits });
    const handle = await held(zombie.fileLockService, document);
    const temp = `${document}.4711`;
    writeFileSync(temp, "older");
    handle.guard(temp); // the check passes, and then the machine sleeps
    await taker.fileLockService.withLock(document, (fence) => taker.atomicWriter.write(document, "newer", { fence }));
    assert.equal(existsSync(temp), false);
    assert.equal(readFileSync(document, "utf8"), "newer");
    await handle.release();
  });

  it("leaves alone what a person named like a temp, and temps older than the dead owner", async () => {
    const { fileLockService, document, root } = setUp();
    writeFileSync(`${document}.20261121`, "my copy");
    const record = createTestContainer({ root: tempFolder(), self: gone }).makeRecord(Date.now() + 60_000);
    OwnerFile.create(`${document}.lock`, record).close();
    writeFileSync(`${document}.123456789`, "older than the owner");
    await (await held(fileLockService, document)).release();
    assert.deepEqual(readdirSync(root), ["a.json.123456789", "a.json.20261121"]);
  });
});

/** Every look at a lock that is held looks at the clock. */
function countingClock() {
  let looks = 0;
  const clock = {
    now: () => new Date(),
    monotonic: () => {
      looks++;
      return performance.now();
    },
  };
  return { clock, looks: () => looks };
}

function startOf(pid: number): { start?: string } {
  if (process.platform !== "linux") {
    return {};
  }
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const start = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  return start === undefined ? {} : { start };
}
