import assert from "node:assert/strict";
import { appendFileSync, readdirSync } from "node:fs";
import { basename } from "node:path";
import { afterEach, describe, it } from "mocha";
import { readOwnerFile } from "../../../../src/core/locking/owner-file";
import { gone, held, inLine, leaveOwnerFile, setUpLock } from "../../../helpers/lock-actors";
import { failing, restoreSystemCalls, rightAfter, rightBefore } from "../../../helpers/system-calls";
import { removeTempFoldersAfterEach } from "../../../helpers/temp-folder";

const asleep = { retryInterval: 60_000, timeout: 10_000 };

/** A ticket in somebody's hand, that nothing looks after. */
function drawTicket(document: string) {
  const { file } = leaveOwnerFile(`${document}.lock.0123456789abcdef.next`, {});
  return {
    file,
    name: basename(file.path),
    note: () => appendFileSync(`${document}.lock`, `W ${basename(file.path)}\n`),
  };
}

describe("a note", () => {
  removeTempFoldersAfterEach();
  afterEach(restoreSystemCalls);

  it("that comes while the lock is given away is passed on to the next owner", async () => {
    const { fileLockService, document, another } = setUpLock();
    const handle = await held(fileLockService, document);
    const next = held(another().fileLockService, document, asleep);
    await inLine(document, 1);
    const late = drawTicket(document);
    const came = rightBefore("renameSync", (_, to) => to === `${document}.lock`, late.note);
    await handle.release();
    assert.ok(came());
    const mine = await next;
    assert.deepEqual(readOwnerFile(`${document}.lock`)?.waiting, [late.name]);
    await mine.release();
    assert.ok(late.file.hasArrivedAt(`${document}.lock`), "and then it is its turn");
    late.file.remove();
  });

  it("that comes while the lock is freed makes its ticket the lock", async () => {
    const { fileLockService, document, root } = setUpLock();
    const handle = await held(fileLockService, document);
    const late = drawTicket(document);
    const came = rightBefore("unlinkSync", (path) => path === `${document}.lock`, late.note);
    await handle.release();
    assert.ok(came());
    assert.ok(late.file.hasArrivedAt(`${document}.lock`));
    assert.deepEqual(readdirSync(root), ["a.json.lock"]);
    late.file.remove();
  });

  it("that is written into a lock file given away since is written again, into the one that counts", async () => {
    const { fileLockService, document, another, root } = setUpLock();
    const handle = await held(fileLockService, document);
    const first = held(another().fileLockService, document, asleep);
    await inLine(document, 1);
    let opened = 0;
    const givenAway = rightAfter(
      "openSync",
      (path, flags) => path === `${document}.lock` && /^\d+$/.test(flags ?? "") && ++opened === 1,
      () => void handle.release(),
    );
    const second = held(another().fileLockService, document, asleep);
    const mine = await first;
    assert.ok(givenAway());
    await inLine(document, 1);
    await mine.release();
    await (await second).release();
    assert.deepEqual(readdirSync(root), []);
  });

  for (const [what, name] of [
    ["leads out of the folder", "../a.json.lock.0123456789abcdef.next"],
    ["is another lock's", "b.json.lock.0123456789abcdef.next"],
    ["has no token", "a.json.lock.next"],
    ["is nothing at all", ""],
    ["names a ticket that is gone", "a.json.lock.0123456789abcdef.next"],
  ] as const) {
    it(`that ${what} is passed over: anybody can write one`, async () => {
      const { fileLockService, document, root } = setUpLock();
      const handle = await held(fileLockService, document);
      appendFileSync(`${document}.lock`, `W ${name}\n`);
      await handle.release();
      assert.deepEqual(readdirSync(root), []);
    });
  }

  it("does not keep a dead owner's lock alive", async () => {
    const { fileLockService, document } = setUpLock();
    leaveOwnerFile(`${document}.lock`, gone).file.close();
    drawTicket(document).note();
    await (await held(fileLockService, document, { maxRetries: 0 })).release();
  });
});

describe("a lock that is given away", () => {
  removeTempFoldersAfterEach();
  afterEach(restoreSystemCalls);

  it("is given to the first who lives; tickets of the dead go", async () => {
    const { fileLockService, document, another, root } = setUpLock();
    const handle = await held(fileLockService, document);
    const dead = leaveOwnerFile(`${document}.lock.0123456789abcdef.next`, gone).file;
    dead.close();
    appendFileSync(`${document}.lock`, `W ${basename(dead.path)}\n`);
    const living = held(another().fileLockService, document, asleep);
    await inLine(document, 2);
    await handle.release();
    await (await living).release();
    assert.deepEqual(readdirSync(root), []);
  });

  const isTicket = (path: string) => path.endsWith(".next");
  for (const [what, call, code, given] of [
    ["whose ticket may not be written to", "openSync", "EACCES", 1],
    ["whose ticket can't be opened for want of descriptors", "openSync", "EMFILE", 1],
    ["whose ticket may not be renamed", "renameSync", "EACCES", 0],
    ["whose ticket can't be read for want of descriptors", "readFileSync", "EMFILE", 0],
  ] as const) {
    it(`to one ${what} (${code}) is ${given === 1 ? "given all the same" : "freed"}: all in line get in`, async () => {
      const warnings: string[] = [];
      const log = { debug() {}, info() {}, warn: (line: string) => void warnings.push(line), error() {} };
      const { fileLockService, document, another, root, counters } = setUpLock({ log });
      const handle = await held(fileLockService, document);
      const waiters: Promise<void>[] = [];
      for (const place of [1, 2]) {
        const turn = held(another().fileLockService, document, { timeout: 8_000 });
        waiters.push(turn.then((mine) => mine.release()));
        await inLine(document, place);
      }
      const mend = failing(call, isTicket, code);
      await handle.release();
      mend();
      assert.equal(counters.handedOver, given);
      assert.notEqual(readOwnerFile(`${document}.lock`)?.record?.token, handle.token);
      await Promise.all(waiters);
      assert.deepEqual(warnings, []);
      assert.deepEqual(readdirSync(root), []);
    });
  }
});
