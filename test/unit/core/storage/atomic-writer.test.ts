import assert from "node:assert/strict";
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fstatSync,
  linkSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  write,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, describe, it } from "mocha";
import { AtomicWriter } from "../../../../src/core/storage/atomic-writer";
import { intercept, restoreSystemCalls, rightAfter, rightBefore } from "../../../helpers/system-calls";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";

const modeOf = (path: string) => statSync(path).mode & 0o777;
const original = { write, writeSync };
const isTemp = (path: string) => path.endsWith(".tmp");

describe("AtomicWriter", () => {
  removeTempFoldersAfterEach();
  const mask = process.umask();
  afterEach(() => {
    restoreSystemCalls();
    process.umask(mask);
  });

  it("writes what it is given and leaves no temp", async () => {
    const folder = tempFolder();
    await new AtomicWriter().write(join(folder, "a.json"), "héllo\n");
    assert.equal(readFileSync(join(folder, "a.json"), "utf8"), "héllo\n");
    assert.deepEqual(readdirSync(folder), ["a.json"]);
  });

  it("writes what is larger than one write, and what is nothing", async () => {
    const file = join(tempFolder(), "a.json");
    for (const content of ["ü".repeat(1_000_000), ""]) {
      await new AtomicWriter().write(file, content);
      assert.equal(readFileSync(file, "utf8"), content);
    }
  });

  it("writes JSON with two spaces and a final newline", async () => {
    const file = join(tempFolder(), "a.json");
    await new AtomicWriter().writeJson(file, { a: [1] });
    assert.equal(readFileSync(file, "utf8"), '{\n  "a": [\n    1\n  ]\n}\n');
  });

  it("hands out what it wrote, open, with the stamp of the file that is there now", async () => {
    const file = join(tempFolder(), "a.json");
    const written = await new AtomicWriter().replace(file, "new");
    const { ino, mtimeNs } = statSync(file, { bigint: true });
    assert.equal(fstatSync(written.fd, { bigint: true }).ino, ino);
    assert.ok(written.stamp.includes(`${ino}-${mtimeNs}`));
    written.release();
    assert.throws(() => closeSync(written.fd), { code: "EBADF" });
  });

  it("keeps the mode of the file, and each file's own, whatever the mask", async () => {
    const folder = tempFolder();
    const modes = [0o600, 0o644, 0o664, 0o777];
    process.umask(0o077);
    const writer = new AtomicWriter();
    for (const mode of modes) {
      const file = join(folder, `${mode}`);
      writeFileSync(file, "");
      chmodSync(file, mode);
      await writer.write(file, "x");
      assert.equal(modeOf(file), mode);
    }
  });

  it("makes a new file as the mask says", async () => {
    const folder = tempFolder();
    for (const [umask, mode] of [
      [0o022, 0o644],
      [0o077, 0o600],
    ] as const) {
      process.umask(umask);
      await new AtomicWriter().write(join(folder, `${umask}`), "x");
      assert.equal(modeOf(join(folder, `${umask}`)), mode);
    }
  });

  it("keeps the owner of the file, as far as it may", async function () {
    if (process.getuid?.() !== 0) {
      this.skip();
    }
    const file = join(tempFolder(), "a.json");
    writeFileSync(file, "");
    chownSync(file, 65_534, 65_533);
    chmodSync(file, 0o640);
    await new AtomicWriter().write(file, "x");
    const { uid, gid } = statSync(file);
    assert.deepEqual([uid, gid, modeOf(file)], [65_534, 65_533, 0o640]);
  });

  it("never shows a secret file's new version to others, not even as a temp", async () => {
    const file = join(tempFolder(), "secret");
    writeFileSync(file, "old");
    chmodSync(file, 0o600);
    const modes: number[] = [];
    intercept("openSync", (proceed, [path]) => {
      const fd = proceed();
      if (isTemp(String(path))) {
        modes.push(modeOf(String(path)));
      }
      return fd;
    });
    await new AtomicWriter().write(file, "new");
    assert.deepEqual(modes, [0o600]);
  });

  it("flushes the temp before it replaces the file, and the folder afterwards", async function () {
    if (process.platform !== "linux") {
      this.skip();
    }
    const folder = tempFolder();
    const file = join(folder, "a.json");
    writeFileSync(file, "old");
    const flushed: string[] = [];
    intercept("fsync", (proceed, [fd]) => {
      const name = readlinkSync(`/proc/self/fd/${fd}`).slice(folder.length);
      flushed.push(`${isTemp(name) ? "temp" : `folder ${name}`}: ${readFileSync(file, "utf8")}`);
      return proceed();
    });
    await new AtomicWriter().write(file, "new");
    assert.deepEqual(flushed, ["temp: old", "folder : new"]);
  });

  it("flushes nothing when told that what it writes need not last", async () => {
    const file = join(tempFolder(), "a.json");
    let flushes = 0;
    for (const call of ["fsync", "fsyncSync"] as const) {
      intercept(call, (proceed) => {
        flushes++;
        return proceed();
      });
    }
    await new AtomicWriter().write(file, "1", { durable: false, backup: true });
    await new AtomicWriter().write(file, "2", { durable: false, backup: true });
    assert.equal(flushes, 0);
    await new AtomicWriter().write(file, "3", { backup: true });
    assert.equal(flushes, 2);
  });

  it("keeps the version before as a hard link, not a copy", async () => {
    const file = join(tempFolder(), "a.json");
    const writer = new AtomicWriter();
    await writer.write(file, "1", { backup: true });
    assert.equal(existsSync(`${file}.bak`), false);
    const { ino } = statSync(file);
    await writer.write(file, "2", { backup: true });
    assert.equal(statSync(`${file}.bak`).ino, ino);
    await writer.write(file, "3", { backup: true });
    assert.equal(readFileSync(`${file}.bak`, "utf8"), "2");
    assert.equal(readdirSync(join(file, "..")).length, 2);
  });

  for (const code of ["EPERM", "ENOTSUP", "EMLINK"]) {
    it(`keeps it as a copy where there are no hard links (${code})`, async () => {
      const file = join(tempFolder(), "a.json");
      writeFileSync(file, "1");
      rightBefore(
        "linkSync",
        () => true,
        () => {
          throw Object.assign(new Error(code), { code });
        },
      );
      await new AtomicWriter().write(file, "2", { backup: true });
      assert.equal(readFileSync(`${file}.bak`, "utf8"), "1");
      assert.deepEqual(readdirSync(join(file, "..")).sort(), ["a.json", "a.json.bak"]);
    });
  }

  it("leaves other names of the old version what they are", async () => {
    const file = join(tempFolder(), "a.json");
    writeFileSync(file, "old");
    linkSync(file, `${file}.mine`);
    await new AtomicWriter().write(file, "new");
    assert.equal(readFileSync(`${file}.mine`, "utf8"), "old");
    assert.equal(statSync(file).nlink, 1);
  });

  it("replaces a link, and never what the link leads to", async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, "target"), "old");
    symlinkSync(join(folder, "target"), join(folder, "a.json"));
    await new AtomicWriter().write(join(folder, "a.json"), "new");
    assert.equal(readFileSync(join(folder, "target"), "utf8"), "old");
    assert.equal(readFileSync(join(folder, "a.json"), "utf8"), "new");
  });

  for (const [what, length] of [
    ["small", 10],
    ["large", 1_000_000],
  ] as const) {
    it(`finishes short writes of a ${what} document instead of taking them for success`, async () => {
      const file = join(tempFolder(), "a.json");
      const content = "0123456789".repeat(length / 10);
      const part = Math.ceil(length / 9);
      let calls = 0;
      for (const call of ["writeSync", "write"] as const) {
        intercept(call, (_, [fd, bytes, from, count, ...rest]) => {
          calls++;
          return Reflect.apply(original[call], undefined, [fd, bytes, from, Math.min(Number(count), part), ...rest]);
        });
      }
      await new AtomicWriter().write(file, content);
      assert.ok(calls > 4, `${calls} calls`);
      assert.equal(readFileSync(file, "utf8"), content);
    });
  }

  it("asks the fence in the same turn as it renames: nothing comes in between", async () => {
    const file = join(tempFolder(), "a.json");
    const events: string[] = [];
    const check = () => {
      events.push("check");
      queueMicrotask(() => events.push("later"));
    };
    rightAfter("renameSync", isTemp, () => void events.push("rename"));
    await new AtomicWriter().write(file, "x", { fence: { token: "0123456789abcdef", check } });
    assert.deepEqual(events, ["check", "rename", "later"]);
  });

  it("names its temp after the owner of the lock, for the next owner to find", async () => {
    const file = join(tempFolder(), "a.json");
    const temps: string[] = [];
    rightAfter("openSync", isTemp, () => void temps.push(...readdirSync(join(file, ".."))));
    await new AtomicWriter().write(file, "x", { fence: { token: "0123456789abcdef", check() {} } });
    assert.deepEqual(temps, ["a.json.0123456789abcdef.tmp"]);
  });
});
