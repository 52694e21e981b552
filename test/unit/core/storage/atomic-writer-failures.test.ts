import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as nodeFs from "node:fs";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { afterEach, describe, it } from "mocha";
import type { LockstepError } from "../../../../src/core/errors";
import { lockLost } from "../../../../src/core/locking/lock-errors";
import { AtomicWriter, type AtomicWriterParts } from "../../../../src/core/storage/atomic-writer";
import { fail, failing, restoreSystemCalls, type SystemCall, systemError } from "../../../helpers/system-calls";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";

const isTemp = (path: string) => path.endsWith(".tmp");
const anything = () => true;

function oldVersion(): { readonly file: string; readonly folder: string } {
  const folder = tempFolder();
  writeFileSync(join(folder, "a.json"), "old");
  return { file: join(folder, "a.json"), folder };
}

/** A backup may have been made; it is a whole version then. */
function assertUntouched({ folder }: ReturnType<typeof oldVersion>): void {
  const names = readdirSync(folder);
  assert.ok(names.includes("a.json"));
  for (const name of names) {
    assert.match(name, /^a\.json(\.bak)?$/);
    assert.equal(readFileSync(join(folder, name), "utf8"), "old", name);
  }
}

/** What fails when, and what makes the call come about. */
const calls: readonly (readonly [SystemCall, (...args: readonly string[]) => boolean, string])[] = [
  ["openSync", isTemp, "short"],
  ["writeSync", anything, "short"],
  ["linkSync", (_, to = "") => isTemp(to), "short"],
  ["renameSync", isTemp, "short"],
];

describe("AtomicWriter leaves the old version and no temp", () => {
  removeTempFoldersAfterEach();
  afterEach(restoreSystemCalls);

  for (const [call, matching, content] of calls) {
    for (const code of ["ENOSPC", "EDQUOT", "EFBIG", "EIO", "EROFS", "EACCES"]) {
      it(`after ${code} at ${call}`, async () => {
        const old = oldVersion();
        const mend = failing(call, matching, code);
        await assert.rejects(new AtomicWriter().write(old.file, content, { backup: true }), { code });
        mend();
        assertUntouched(old);
      });
    }
  }

  for (const [call, content] of [
    ["write", "x".repeat(400_000)],
    ["fsync", "short"],
  ] as const) {
    for (const code of ["ENOSPC", "EDQUOT", "EFBIG", "EIO"]) {
      it(`after ${code} at ${call}, in the thread pool`, async () => {
        const old = oldVersion();
        const refuse = (...args: readonly unknown[]) => {
          const done = args.at(-1);
          assert.ok(typeof done === "function");
          setImmediate(() => done(systemError(code), 0));
        };
        const files = { ...nodeFs, [call]: refuse };
        await assert.rejects(new AtomicWriter({ files }).write(old.file, content), { code });
        assertUntouched(old);
      });
    }
  }

  it("after EIO at fsync that comes while the backup is made, which is nobody's unhandled rejection", async () => {
    const old = oldVersion();
    const unhandled: unknown[] = [];
    const listeners = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
    process.on("unhandledRejection", (reason) => unhandled.push(reason));
    const fsync: unknown = (_: number, done: (error: Error) => void) => done(systemError("EIO"));
    const files = { ...nodeFs, fsync: fsync as typeof nodeFs.fsync };
    await assert.rejects(new AtomicWriter({ files }).write(old.file, "new", { backup: true }), { code: "EIO" });
    await turn();
    process.removeAllListeners("unhandledRejection");
    for (const listener of listeners) {
      process.on("unhandledRejection", listener);
    }
    assert.deepEqual(unhandled, []);
    assertUntouched(old);
  });

  for (const code of ["EMFILE", "ENFILE"]) {
    it(`after ${code}, and writes again when there are descriptors`, async () => {
      const old = oldVersion();
      const mend = failing("openSync", isTemp, code);
      await assert.rejects(new AtomicWriter().write(old.file, "new"), { code });
      mend();
      assertUntouched(old);
      await new AtomicWriter().write(old.file, "new");
      assert.equal(readFileSync(old.file, "utf8"), "new");
    });
  }

  it("after a disk took no more bytes without an error: ENOSPC", async () => {
    const old = oldVersion();
    const files = { ...nodeFs, writeSync: (() => 0) as typeof nodeFs.writeSync };
    await assert.rejects(new AtomicWriter({ files }).write(old.file, "new"), { code: "ENOSPC" });
    assertUntouched(old);
  });

  it("after the limit of the size of files, which the kernel keeps", () => {
    const old = oldVersion();
    const script = `
      const { AtomicWriter } = require(${JSON.stringify(join(__dirname, "../../../../src/core/storage/atomic-writer"))});
      process.on("SIGXFSZ", () => {});
      new AtomicWriter().write(${JSON.stringify(old.file)}, "x".repeat(20_000)).catch(({ code }) => console.log(code));`;
    const limited = 'ulimit -f 16; exec "$@"';
    const args = ["-c", limited, "sh", process.execPath, "--import", "tsx", "--eval", script];
    assert.equal(spawnSync("sh", args, { encoding: "utf8" }).stdout, "EFBIG\n");
    assertUntouched(old);
  });

  it("after its folder was removed: ENOENT", async () => {
    const folder = tempFolder();
    const file = join(folder, "deep", "a.json");
    mkdirSync(dirname(file));
    const files = {
      ...nodeFs,
      renameSync: ((from, to) => {
        rmSync(dirname(file), { recursive: true });
        nodeFs.renameSync(from, to);
      }) as typeof nodeFs.renameSync,
    };
    await assert.rejects(new AtomicWriter({ files }).write(file, "new"), { code: "ENOENT" });
    assert.deepEqual(readdirSync(folder), []);
  });

  it("after a look at the fence that says that the lock is lost", async () => {
    const old = oldVersion();
    const fence = {
      token: "0123456789abcdef",
      check: () => {
        throw lockLost(old.file);
      },
    };
    await assert.rejects(new AtomicWriter().write(old.file, "new", { fence }), { code: "LOCK_LOST" });
    assertUntouched(old);
  });
});

/** Windows refuses so many renames over a file that somebody has open. */
function busy(code: string, times: number): { parts: Partial<AtomicWriterParts>; renames: () => number } {
  let renames = 0;
  const renameSync: typeof nodeFs.renameSync = (from, to) => {
    if (++renames <= times) {
      fail(code);
    }
    nodeFs.renameSync(from, to);
  };
  return { parts: { platform: "win32", files: { ...nodeFs, renameSync } }, renames: () => renames };
}

describe("on Windows, AtomicWriter", () => {
  removeTempFoldersAfterEach();

  for (const code of ["EPERM", "EACCES", "EBUSY"]) {
    it(`renames again after ${code}, asks the fence before each time, and never overwrites in place`, async () => {
      const { file, folder } = oldVersion();
      const { ino } = statSync(file);
      const { parts, renames } = busy(code, 3);
      let checks = 0;
      const check = () => {
        checks++;
        assert.equal(readFileSync(file, "utf8"), "old");
      };
      await new AtomicWriter(parts).write(file, "new", { fence: { token: "0123456789abcdef", check } });
      assert.deepEqual([renames(), checks], [4, 4]);
      assert.equal(readFileSync(file, "utf8"), "new");
      assert.notEqual(statSync(file).ino, ino);
      assert.deepEqual(readdirSync(folder), ["a.json"]);
    });
  }

  it("stops renaming once the lock is lost", async () => {
    const old = oldVersion();
    const { parts, renames } = busy("EPERM", 3);
    const check = () => {
      if (renames() === 2) {
        throw lockLost(old.file);
      }
    };
    const writing = new AtomicWriter(parts).write(old.file, "new", { fence: { token: "0123456789abcdef", check } });
    await assert.rejects(writing, ({ code }: LockstepError) => code === "LOCK_LOST");
    assert.equal(renames(), 2);
    assertUntouched(old);
  });

  it("is patient with nothing else, and others with nothing at all", async () => {
    for (const [platform, code] of [
      ["win32", "ENOSPC"],
      ["linux", "EPERM"],
      ["linux", "EACCES"],
    ] as const) {
      const old = oldVersion();
      const { parts, renames } = busy(code, 1);
      await assert.rejects(new AtomicWriter({ ...parts, platform }).write(old.file, "new"), { code });
      assert.equal(renames(), 1);
      assertUntouched(old);
    }
  });
});
