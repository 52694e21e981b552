import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterEach, describe, it } from "mocha";
import { gone, held, inLine, leaveOwnerFile, setUpLock } from "../../../helpers/lock-actors";
import { restoreSystemCalls, rightBefore } from "../../../helpers/system-calls";
import { removeTempFoldersAfterEach } from "../../../helpers/temp-folder";

type SetUp = ReturnType<typeof setUpLock>;

const other = "0123456789abcdef";

/** Every way to get a lock, and who gets it. */
const ways: readonly (readonly [string, (all: SetUp, leave: () => void) => Promise<void>])[] = [
  [
    "created it",
    async ({ fileLockService, document }, leave) => {
      leave();
      await (await held(fileLockService, document)).release();
    },
  ],
  [
    "took it over",
    async ({ fileLockService, document }, leave) => {
      leaveOwnerFile(`${document}.lock`, gone).file.close();
      leave();
      await (await held(fileLockService, document)).release();
    },
  ],
  [
    "was given it",
    async ({ fileLockService, document, another }, leave) => {
      const handle = await held(fileLockService, document);
      const next = held(another().fileLockService, document, { retryInterval: 60_000 });
      await inLine(document, 1);
      leave();
      await handle.release();
      await (await next).release();
    },
  ],
];

describe("a new owner of a lock", () => {
  removeTempFoldersAfterEach();
  afterEach(restoreSystemCalls);

  for (const [how, take] of ways) {
    it(`that ${how} removes temps of others, claims and tickets of the dead`, async () => {
      const all = setUpLock();
      const { document, root } = all;
      await take(all, () => {
        writeFileSync(`${document}.${other}.tmp`, "half");
        writeFileSync(`${document}.${other}.bak.tmp`, "half");
        leaveOwnerFile(`${document}.lock.${other}`, gone).file.close();
        leaveOwnerFile(`${document}.lock.${other}.fedcba9876543210`, gone).file.close();
        leaveOwnerFile(`${document}.lock.unsigned-12-1790000000000`, gone).file.close();
        leaveOwnerFile(`${document}.lock.${other}.next`, gone).file.close();
      });
      assert.deepEqual(readdirSync(root), []);
    });
  }

  it("completes a deletion that its owner did not live to complete", async () => {
    const { fileLockService, document, root } = setUpLock();
    mkdirSync(`${document}.${other}.tmp`);
    writeFileSync(join(`${document}.${other}.tmp`, basename(document)), "the last version");
    await (await held(fileLockService, document)).release();
    assert.deepEqual(readdirSync(root), ["a.json.bak"]);
    assert.equal(readFileSync(`${document}.bak`, "utf8"), "the last version");
  });

  it("removes the folder into which a paused owner would move the document", async () => {
    const { fileLockService, document, root } = setUpLock();
    writeFileSync(document, "stays");
    mkdirSync(`${document}.${other}.tmp`);
    await (await held(fileLockService, document)).release();
    assert.deepEqual(readdirSync(root), ["a.json"]);
  });

  it("leaves the ticket of a living one, in line or not yet", async () => {
    const { fileLockService, document, root } = setUpLock();
    const { file } = leaveOwnerFile(`${document}.lock.${other}.next`, {});
    await (await held(fileLockService, document)).release();
    assert.deepEqual(readdirSync(root), [basename(file.path)]);
    file.remove();
  });

  it("leaves what people named like something of ours, and what is another document's", async () => {
    const { fileLockService, document, root } = setUpLock();
    const names = [
      "a.json.20261121",
      "a.json.tmp",
      "a.json.orig",
      "a.json.bak",
      "a.json.0123456789.tmp",
      "a.json.0123456789ABCDEF.tmp",
      "a.json.0123456789abcdef.tmp.gz",
      "a.json.locked",
      "a.json.corrupt-20261121T103000Z",
      "a.json~",
      "a.json5.0123456789abcdef.tmp",
      "b.json.0123456789abcdef.tmp",
      "b.json.lock.0123456789abcdef",
    ].sort();
    for (const name of names) {
      writeFileSync(join(root, name), name);
    }
    await (await held(fileLockService, document)).release();
    assert.deepEqual(readdirSync(root).sort(), names);
  });

  it("tells the log what it removed", async () => {
    const lines: string[] = [];
    const log = { debug: (line: string) => void lines.push(line), info() {}, warn() {}, error() {} };
    const { fileLockService, document } = setUpLock({ log });
    writeFileSync(`${document}.${other}.tmp`, "half");
    await (await held(fileLockService, document)).release();
    assert.deepEqual(lines, [`Removed what earlier writers left: ${document}.${other}.tmp.`]);
  });

  it("stops when it is itself taken over: the temp of a newer owner stays", async () => {
    const { fileLockService, document, root } = setUpLock();
    const names = [`a.json.${other}.tmp`, "a.json.fedcba9876543210.tmp"];
    for (const name of names) {
      writeFileSync(join(root, name), "half");
    }
    const lock = `${document}.lock`;
    const { file } = leaveOwnerFile(join(root, "newer"), {});
    const paused = rightBefore(
      "unlinkSync",
      (path) => path.endsWith(".tmp"),
      () => file.moveTo(lock),
    );
    const handle = await held(fileLockService, document);
    assert.ok(paused());
    assert.equal(handle.isHeld(), false);
    assert.equal(readdirSync(root).filter((name) => names.includes(name)).length, 1);
    await handle.release();
    file.remove();
  });
});
