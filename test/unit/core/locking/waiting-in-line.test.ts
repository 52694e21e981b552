import assert from "node:assert/strict";
import { readdirSync, unlinkSync, utimesSync } from "node:fs";
import { basename } from "node:path";
import { afterEach, describe, it } from "mocha";
import { systemClock } from "../../../../src/core/clock";
import type { LockHandle } from "../../../../src/core/locking/file-lock-service";
import { readOwnerFile } from "../../../../src/core/locking/owner-file";
import { Ticket } from "../../../../src/core/locking/ticket";
import { elsewhere, gone, held, inLine, leaveOwnerFile, setUpLock } from "../../../helpers/lock-actors";
import { restoreSystemCalls, rightAfter, rightBefore } from "../../../helpers/system-calls";
import { removeTempFoldersAfterEach } from "../../../helpers/temp-folder";

/** Longer than any test: who gets the lock was woken. */
const asleep = { retryInterval: 60_000 };

type SetUp = ReturnType<typeof setUpLock>;

/** One more in line, behind `place` others. */
async function standInLine({ another, document }: SetUp, place: number, options = {}) {
  const container = another(options);
  const controller = new AbortController();
  const turn = container.fileLockService.acquire(document, { ...asleep, signal: controller.signal });
  const tickets = await inLine(document, place + 1);
  return { turn, ticket: tickets[place] ?? "", controller, counters: container.counters };
}

async function given(turn: ReturnType<SetUp["fileLockService"]["acquire"]>): Promise<LockHandle> {
  const result = await turn;
  assert.ok(result.success, result.success ? "" : result.message);
  return result.handle;
}

describe("who waits for a lock", () => {
  removeTempFoldersAfterEach();
  afterEach(restoreSystemCalls);

  it("gets it in order of arrival, woken by nothing but its turn, and leaves nothing", async () => {
    const all = setUpLock();
    const handle = await held(all.fileLockService, all.document);
    const order: number[] = [];
    const turns: Promise<void>[] = [];
    for (const place of [0, 1, 2, 3]) {
      const { turn } = await standInLine(all, place);
      turns.push(
        given(turn).then(async (mine) => {
          order.push(place);
          await mine.release();
        }),
      );
    }
    await handle.release();
    await Promise.all(turns);
    assert.deepEqual(order, [0, 1, 2, 3]);
    assert.deepEqual(readdirSync(all.root), []);
  });

  it("is told to everybody who inspects the lock, the next one first", async () => {
    const all = setUpLock();
    const handle = await held(all.fileLockService, all.document);
    assert.equal(handle.isWanted(), false);
    const waiters = [await standInLine(all, 0), await standInLine(all, 1)];
    assert.equal(handle.isWanted(), true);
    const [state] = await all.fileLockService.inspect(all.document);
    assert.deepEqual(
      state?.waiting.map(({ token }) => `${basename(all.document)}.lock.${token}.next`),
      waiters.map(({ ticket }) => ticket),
    );
    await handle.release();
    for (const { turn } of waiters) {
      await (await given(turn)).release();
    }
  });

  it("is counted: who waited, and who gave the lock on", async () => {
    const all = setUpLock();
    const handle = await held(all.fileLockService, all.document);
    const waiter = await standInLine(all, 0);
    await handle.release();
    await (await given(waiter.turn)).release();
    assert.deepEqual([all.counters.handedOver, all.counters.waited], [1, 0]);
    assert.deepEqual([waiter.counters.handedOver, waiter.counters.waited], [0, 1]);
  });

  it("is passed over once it gave up, and its ticket is gone", async () => {
    const all = setUpLock();
    const handle = await held(all.fileLockService, all.document);
    const first = await standInLine(all, 0);
    const second = await standInLine(all, 1);
    first.controller.abort();
    assert.equal((await first.turn).success, false);
    assert.deepEqual(readdirSync(all.root), ["a.json.lock", second.ticket].sort());
    await handle.release();
    await (await given(second.turn)).release();
    assert.deepEqual(readdirSync(all.root), []);
  });

  it("draws a new ticket when somebody removed the one it had", async () => {
    const all = setUpLock();
    const handle = await held(all.fileLockService, all.document);
    const turn = all.another().fileLockService.acquire(all.document, { retryInterval: 20 });
    const [ticket = ""] = await inLine(all.document, 1);
    unlinkSync(`${all.root}/${ticket}`);
    const [old, fresh] = await inLine(all.document, 2);
    assert.equal(old, ticket);
    assert.notEqual(fresh, ticket);
    await handle.release();
    await (await given(turn)).release();
  });

  for (const look of Array.from({ length: 8 }, (_, index) => index + 1)) {
    it(`keeps a lock that it is given right after its look no. ${look} at its ticket and the lock`, async () => {
      const all = setUpLock();
      const handle = await held(all.fileLockService, all.document);
      const turn = all.another().fileLockService.acquire(all.document, { retryInterval: 10, timeout: 2_000 });
      const [ticket = ""] = await inLine(all.document, 1);
      let looks = 0;
      const isLook = (path: string) => [`${all.document}.lock`, `${all.root}/${ticket}`].includes(path);
      const handedOver = rightAfter(
        "statSync",
        (path) => isLook(path) && ++looks === look,
        () => void handle.release(),
      );
      const mine = await given(turn);
      assert.ok(handedOver());
      await mine.release();
      assert.deepEqual(readdirSync(all.root), []);
    });
  }

  for (const [when, race] of [
    ["right before it gives up", (give: () => void, giveUp: () => void) => [give(), giveUp()]],
    ["right after it gave up", (give: () => void, giveUp: () => void) => [giveUp(), give()]],
  ] as const) {
    it(`gives the lock on that it was handed ${when}`, async () => {
      const all = setUpLock();
      const handle = await held(all.fileLockService, all.document);
      const first = await standInLine(all, 0);
      const second = await standInLine(all, 1);
      race(
        () => void handle.release(),
        () => first.controller.abort(),
      );
      const result = await first.turn;
      if (result.success) {
        await result.handle.release(); // it had it by then
      } else {
        assert.equal(result.error.code, "ABORTED");
      }
      await (await given(second.turn)).release();
      assert.deepEqual(readdirSync(all.root), []);
    });
  }

  for (const call of ["existsSync", "unlinkSync"] as const) {
    for (const [when, pausing] of [
      ["before", rightBefore],
      ["after", rightAfter],
    ] as const) {
      it(`gives the lock on that it is handed right ${when} the ${call} by which it leaves the line`, async () => {
        const all = setUpLock();
        const handle = await held(all.fileLockService, all.document);
        const first = await standInLine(all, 0);
        const second = await standInLine(all, 1);
        const handedOver = pausing(
          call,
          (path) => path === `${all.root}/${first.ticket}`,
          () => void handle.release(),
        );
        first.controller.abort();
        assert.equal((await first.turn).success, false);
        assert.ok(handedOver());
        await (await given(second.turn)).release();
        assert.deepEqual(readdirSync(all.root), []);
      });
    }
  }

  it("is not waited for any longer than an abort during its first look at the lock", async () => {
    for (let turns = 0; turns < 12; turns++) {
      const { fileLockService, document, another, root } = setUpLock();
      const handle = await held(fileLockService, document);
      const controller = new AbortController();
      const waiting = another().fileLockService.acquire(document, { ...asleep, signal: controller.signal });
      for (let i = 0; i < turns; i++) {
        await null;
      }
      controller.abort();
      const result = await waiting;
      assert.ok(!result.success);
      assert.equal(result.error.code, "ABORTED");
      await handle.release();
      assert.deepEqual(readdirSync(root), []);
    }
  });
});

describe("who is given the lock and does not know it", () => {
  removeTempFoldersAfterEach();

  it("as it is too busy to look, loses it to the next after a second", async () => {
    const { fileLockService, document, makeRecord, counters } = setUpLock();
    const handle = await held(fileLockService, document);
    const busy = new Ticket(`${document}.lock`, makeRecord, systemClock);
    await busy.wait(1, undefined);
    await handle.release();
    assert.equal(readOwnerFile(`${document}.lock`)?.untaken, true);
    await (await held(fileLockService, document)).release();
    assert.equal(counters.takeovers, 1);
    assert.equal(busy.arrived(), undefined);
    busy.leave(undefined, () => assert.fail("it has nothing to give"));
  });
});

describe("who waits on another machine", () => {
  removeTempFoldersAfterEach();

  it("is handed the lock while its heartbeat goes on", async () => {
    const all = setUpLock();
    const handle = await held(all.fileLockService, all.document);
    const foreign = await standInLine(all, 0, { self: { ...gone, ...elsewhere } });
    await handle.release();
    await (await given(foreign.turn)).release();
    assert.equal(all.counters.handedOver, 1);
    assert.deepEqual(readdirSync(all.root), []);
  });

  for (const [what, silence, stays] of [
    ["has been silent for some seconds is passed over and keeps its place", 10_000, true],
    ["has been silent for over a minute loses its place", 120_000, false],
  ] as const) {
    it(`and ${what}`, async () => {
      const all = setUpLock();
      const handle = await held(all.fileLockService, all.document);
      const foreign = await standInLine(all, 0, { self: { ...gone, ...elsewhere } });
      const near = await standInLine(all, 1);
      const lastWrite = new Date(Date.now() - silence);
      utimesSync(`${all.root}/${foreign.ticket}`, lastWrite, lastWrite);
      await handle.release();
      const mine = await given(near.turn);
      assert.deepEqual(readOwnerFile(`${all.document}.lock`)?.waiting, stays ? [foreign.ticket] : []);
      assert.equal(readdirSync(all.root).includes(foreign.ticket), stays);
      foreign.controller.abort();
      await foreign.turn;
      await mine.release();
      assert.deepEqual(readdirSync(all.root), []);
    });
  }

  it("and has left, as a power cut does it, is swept away by the next owner", async () => {
    const { root, document, fileLockService } = setUpLock();
    const { file } = leaveOwnerFile(`${document}.lock.0123456789abcdef.next`, { ...gone, ...elsewhere });
    file.close();
    await (await held(fileLockService, document)).release();
    assert.equal(readdirSync(root).length, 1, "it wrote a moment ago");
    utimesSync(file.path, new Date(2020, 1), new Date(2020, 1));
    await (await held(fileLockService, document)).release();
    assert.deepEqual(readdirSync(root), []);
  });
});
