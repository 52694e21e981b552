import assert from "node:assert/strict";
import { readdirSync, readFileSync, renameSync, utimesSync, writeFileSync } from "node:fs";
import { setImmediate as turn } from "node:timers/promises";
import { afterEach, describe, it } from "mocha";
import { readOwnerFile } from "../../../../src/core/locking/owner-file";
import { claimPathOf, takeOver } from "../../../../src/core/locking/takeover";
import { runConcurrent } from "../../../helpers/concurrency";
import { elsewhere, gone, handClock, held, inLine, leaveOwnerFile, setUpLock } from "../../../helpers/lock-actors";
import { failing, restoreSystemCalls, rightBefore } from "../../../helpers/system-calls";
import { removeTempFoldersAfterEach } from "../../../helpers/temp-folder";

describe("a lock whose owner", () => {
  removeTempFoldersAfterEach();
  afterEach(restoreSystemCalls);

  it("is a dead process of this host is taken over at once", async () => {
    const { fileLockService, document } = setUpLock();
    leaveOwnerFile(`${document}.lock`, gone).file.close();
    assert.equal(await fileLockService.isLocked(document), false);
    await (await held(fileLockService, document, { maxRetries: 0 })).release();
  });

  it("had our pid before us is dead: the pid was reused", async function () {
    if (process.platform !== "linux") {
      this.skip();
    }
    const { fileLockService, document } = setUpLock();
    leaveOwnerFile(`${document}.lock`, { pid: process.pid, start: "1" }).file.close();
    await (await held(fileLockService, document, { maxRetries: 0 })).release();
  });

  for (const [what, time] of [
    ["is years old", new Date(2000, 1)],
    ["comes from the future", new Date(2100, 1)],
  ] as const) {
    it(`lives on this host is waited for, even if its lock ${what}: clocks don't count`, async () => {
      const { fileLockService, document } = setUpLock();
      const { file } = leaveOwnerFile(`${document}.lock`, {});
      utimesSync(file.path, time, time);
      const result = await fileLockService.acquire(document, { timeout: 100 });
      assert.ok(!result.success);
      assert.ok(file.isMine());
      file.remove();
    });
  }

  it("is slow to write its name is not robbed meanwhile", async () => {
    const { clock, pass, isLookedAt } = handClock();
    const { fileLockService, document, another } = setUpLock({ clock });
    const record = JSON.stringify(another().makeRecord());
    writeFileSync(`${document}.lock`, "");
    const waiting = fileLockService.acquire(document, { timeout: 1_000, retryInterval: 10 });
    for (const text of [record.slice(0, 20), record.slice(0, 40), `${record}\n`]) {
      await isLookedAt();
      pass(99);
      await isLookedAt();
      writeFileSync(`${document}.lock`, text);
    }
    await isLookedAt();
    pass(1_000);
    assert.equal((await waiting).success, false);
    assert.equal(readFileSync(`${document}.lock`, "utf8").split("\n")[0], record);
  });

  it("died before it wrote its name is taken over after a moment", async () => {
    const { clock, pass, isLookedAt } = handClock();
    const { fileLockService, document } = setUpLock({ clock });
    writeFileSync(`${document}.lock`, "");
    let taken = false;
    const taking = held(fileLockService, document, { retryInterval: 10 }).then((handle) => {
      taken = true;
      return handle;
    });
    await isLookedAt();
    pass(99);
    await isLookedAt();
    assert.equal(taken, false, "a living owner has its time to write");
    pass(1);
    await (await taking).release();
  });

  it("is a living process of somebody else is waited for", async () => {
    const { fileLockService, document } = setUpLock();
    const { file } = leaveOwnerFile(`${document}.lock`, { pid: 1, start: undefined });
    assert.equal((await fileLockService.acquire(document, { timeout: 60 })).success, false);
    file.remove();
  });

  it("lives is asked again with pauses: no busy loop", async () => {
    let looks = 0;
    const monotonic = () => {
      looks++;
      return performance.now();
    };
    const { fileLockService, document } = setUpLock({ clock: { now: () => new Date(), monotonic } });
    const { file } = leaveOwnerFile(`${document}.lock`, {});
    await fileLockService.acquire(document, { timeout: 300 });
    assert.ok(looks < 150, `${looks} looks at the clock in 300 ms`);
    file.remove();
  });

  it("is on another host is left alone while its heartbeat goes on, although no such pid lives here", async () => {
    const { clock, pass, isLookedAt } = handClock();
    const { fileLockService, document } = setUpLock({ clock });
    const { file } = leaveOwnerFile(`${document}.lock`, { ...gone, ...elsewhere });
    const waiting = fileLockService.acquire(document, { timeout: 60_000, retryInterval: 10 });
    const passSeconds = async (count: number, each = () => {}) => {
      for (let second = 0; second < count; second++) {
        each();
        await isLookedAt();
        pass(1_000);
      }
    };
    await passSeconds(20, () => file.heartbeat());
    await passSeconds(8);
    await isLookedAt();
    assert.ok(file.isMine(), "9 s after its last heartbeat");
    pass(1_000);
    const result = await waiting;
    assert.ok(result.success, "taken over once the heartbeat has stopped");
    assert.equal(file.isMine(), false);
    await result.handle.release();
    file.close();
  });

  it("is taken over by exactly one of many", async () => {
    const { document, root, another } = setUpLock();
    leaveOwnerFile(`${document}.lock`, gone).file.close();
    let inside = 0;
    const rivals = Array.from({ length: 8 }, () => another());
    const outcomes = await runConcurrent(
      rivals.map(
        ({ fileLockService }) =>
          () =>
            fileLockService.withLock(document, async (handle) => {
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
    const total = rivals.reduce((sum, { counters }) => sum + counters.takeovers, 0);
    assert.equal(total, 1);
    assert.deepEqual(readdirSync(root), []);
  });

  it("died as an heir, between its claim and the takeover, is inherited from too", async () => {
    const { fileLockService, document, root } = setUpLock();
    const first = leaveOwnerFile(`${document}.lock`, gone);
    first.file.close();
    leaveOwnerFile(claimPathOf(`${document}.lock`, first.record.token), gone).file.close();
    await (await held(fileLockService, document, { timeout: 1_000 })).release();
    assert.deepEqual(readdirSync(root), []);
  });
});

describe("a takeover", () => {
  removeTempFoldersAfterEach();
  afterEach(restoreSystemCalls);

  it("is not kept from the next heir by one whose claim found no room", async () => {
    const { fileLockService, document, root } = setUpLock();
    leaveOwnerFile(`${document}.lock`, gone).file.close();
    const mend = failing("renameSync", (_, to) => to === `${document}.lock`, "ENOSPC");
    const result = await fileLockService.acquire(document, { maxRetries: 0 });
    assert.equal(result.success ? "acquired" : result.error.code, "IO");
    mend();
    await (await held(fileLockService, document, { maxRetries: 0 })).release();
    assert.deepEqual(readdirSync(root), []);
  });

  it("is counted in the record, how many came in a row, until an owner lives to give the lock up", async () => {
    const { fileLockService, document, counters } = setUpLock();
    const takeovers = () => readOwnerFile(`${document}.lock`)?.record?.takeovers;
    leaveOwnerFile(`${document}.lock`, gone).file.close();
    const first = await held(fileLockService, document);
    assert.equal(takeovers(), 1);
    await first.release();
    const free = await held(fileLockService, document);
    assert.equal(takeovers(), undefined);
    await free.release();
    leaveOwnerFile(`${document}.lock`, gone, 2).file.close();
    const third = await held(fileLockService, document);
    assert.equal(takeovers(), 3);
    await third.release();
    assert.equal(counters.takeovers, 2);
  });

  it("is not what a lock is that was given to the next in line", async () => {
    const { fileLockService, document, another } = setUpLock();
    const other = another();
    const handle = await held(fileLockService, document);
    const waiting = held(other.fileLockService, document);
    await inLine(document, 1);
    await handle.release();
    const given = await waiting;
    assert.equal(readOwnerFile(`${document}.lock`)?.record?.takeovers, undefined);
    assert.equal(other.counters.takeovers, 0);
    await given.release();
  });

  it("is one line of the log that names whom it was from", async () => {
    const lines: string[] = [];
    const log = { debug: (line: string) => void lines.push(line), info() {}, warn() {}, error() {} };
    const { fileLockService, document } = setUpLock({ log });
    leaveOwnerFile(`${document}.lock`, gone).file.close();
    await (await held(fileLockService, document)).release();
    assert.deepEqual(lines, [`Took over ${document}.lock from test (pid ${gone.pid}).`]);
    writeFileSync(`${document}.lock`, "");
    await (await held(fileLockService, document)).release();
    assert.equal(lines[1], `Took over ${document}.lock from a nameless writer.`);
    assert.equal(lines.length, 2);
  });

  it("is one by an heir, too, whose claim was moved onto the lock by an older heir that had been paused", () => {
    const { root, document, another } = setUpLock();
    const lock = `${document}.lock`;
    leaveOwnerFile(lock, gone).file.close();
    const dead = readOwnerFile(lock);
    assert.ok(dead);
    const claim = claimPathOf(lock, dead.id);
    leaveOwnerFile(claim, gone).file.close(); // the older heir's, which we take over
    const isMove = (from: string, to: string) => from === claim && to === lock;
    const overtaken = rightBefore("renameSync", isMove, () => renameSync(claim, lock));
    const { judge, makeRecord } = another();
    const file = takeOver(lock, dead, judge, makeRecord);
    assert.ok(overtaken());
    assert.ok(file);
    assert.ok(file.isMine());
    assert.equal(file.path, lock);
    file.remove();
    assert.deepEqual(readdirSync(root), []);
  });
});
