import assert from "node:assert/strict";
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "mocha";
import writeFileAtomic from "write-file-atomic";
import { AtomicWriter } from "../../../../src/core/storage/atomic-writer";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";

function fail(code: string): never {
  throw Object.assign(new Error(code), { code });
}

/** A file handle of which one method behaves differently. */
function withMethod(handle: FileHandle, name: "write" | "sync", method: (...args: unknown[]) => unknown): FileHandle {
  return new Proxy(handle, {
    get: (target, property) => {
      const value: unknown = Reflect.get(target, property, target);
      return property === name ? method : typeof value === "function" ? value.bind(target) : value;
    },
  });
}

describe("AtomicWriter", () => {
  removeTempFoldersAfterEach();

  it("writes what it is given and leaves no temp", async () => {
    const folder = tempFolder();
    await new AtomicWriter().write(join(folder, "a.json"), "héllo\n");
    assert.equal(readFileSync(join(folder, "a.json"), "utf8"), "héllo\n");
    assert.deepEqual(readdirSync(folder), ["a.json"]);
  });

  it("writes JSON with two spaces and a final newline", async () => {
    const file = join(tempFolder(), "a.json");
    await new AtomicWriter().writeJson(file, { a: [1] });
    assert.equal(readFileSync(file, "utf8"), '{\n  "a": [\n    1\n  ]\n}\n');
  });

  it("keeps the mode of the file, and each file's own", async () => {
    const folder = tempFolder();
    const [secret, open_] = [join(folder, "secret"), join(folder, "open")];
    writeFileSync(secret, "");
    writeFileSync(open_, "");
    chmodSync(secret, 0o600);
    chmodSync(open_, 0o644);
    const writer = new AtomicWriter();
    await writer.write(open_, "x");
    await writer.write(secret, "x");
    assert.equal(statSync(secret).mode & 0o777, 0o600);
    assert.equal(statSync(open_).mode & 0o777, 0o644);
  });

  it("never shows a secret file's new version to others, not even as a temp", async () => {
    const file = join(tempFolder(), "secret");
    writeFileSync(file, "old");
    chmodSync(file, 0o600);
    const modes: number[] = [];
    const writer = new AtomicWriter({
      openFile: (path, flags) => {
        modes.push(statSync(path).mode & 0o777);
        return open(path, flags);
      },
    });
    await writer.write(file, "new");
    assert.deepEqual(modes, [0o600]);
  });

  it("flushes the temp before it replaces the file, unless told not to", async () => {
    const file = join(tempFolder(), "a.json");
    writeFileSync(file, "old");
    const seenAtFlush: string[] = [];
    const writer = new AtomicWriter({
      openFile: async (path, flags) => {
        const handle = await open(path, flags);
        return withMethod(handle, "sync", () => {
          seenAtFlush.push(`${readFileSync(file, "utf8")} ${readFileSync(path, "utf8")}`);
          return handle.sync();
        });
      },
    });
    await writer.write(file, "new");
    assert.deepEqual(seenAtFlush, ["old new"]);
    await writer.write(file, "newer", { durable: false });
    assert.equal(seenAtFlush.length, 1);
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

  it("finishes short writes instead of taking them for success", async () => {
    const file = join(tempFolder(), "a.json");
    const writer = new AtomicWriter({
      openFile: async (path, flags) => {
        const handle = await open(path, flags);
        return withMethod(handle, "write", (buffer, offset, length, position) =>
          handle.write(buffer as Buffer, offset as number, Math.min(length as number, 3), position as number),
        );
      },
    });
    await writer.write(file, "0123456789");
    assert.equal(readFileSync(file, "utf8"), "0123456789");
  });

  for (const [what, code, method] of [
    ["a full disk in the middle of the write", "ENOSPC", "write"],
    ["a full disk at the flush", "ENOSPC", "sync"],
    ["a used-up quota", "EDQUOT", "write"],
  ] as const) {
    it(`leaves the old file and no temp after ${what}`, async () => {
      const folder = tempFolder();
      const file = join(folder, "a.json");
      writeFileSync(file, "old");
      const writer = new AtomicWriter({
        openFile: async (path, flags) => withMethod(await open(path, flags), method, () => fail(code)),
      });
      await assert.rejects(writer.write(file, "new"), { code });
      assert.equal(readFileSync(file, "utf8"), "old");
      assert.deepEqual(readdirSync(folder), ["a.json"]);
    });
  }

  it("says ENOSPC when the disk takes no more bytes without an error", async () => {
    const folder = tempFolder();
    const writer = new AtomicWriter({
      openFile: async (path, flags) => withMethod(await open(path, flags), "write", async () => ({ bytesWritten: 0 })),
    });
    await assert.rejects(writer.write(join(folder, "a.json"), "new"), { code: "ENOSPC" });
    assert.deepEqual(readdirSync(folder), []);
  });

  for (const code of ["EPERM", "EACCES", "EBUSY"]) {
    it(`tries the whole replacement again on Windows' ${code}, and never overwrites in place`, async () => {
      const file = join(tempFolder(), "a.json");
      writeFileSync(file, "old");
      const { ino } = statSync(file);
      let failures = 3;
      const writer = new AtomicWriter({
        platform: "win32",
        writeFile: async (path, data, options) => {
          if (failures-- > 0) {
            assert.equal(readFileSync(file, "utf8"), "old");
            fail(code);
          }
          await writeFileAtomic(path, data, options);
        },
      });
      await writer.write(file, "new");
      assert.equal(readFileSync(file, "utf8"), "new");
      assert.notEqual(statSync(file).ino, ino);
      assert.equal(failures, -1);
    });
  }

  it("reports EACCES at once elsewhere", async () => {
    let calls = 0;
    const writer = new AtomicWriter({
      platform: "linux",
      writeFile: async () => {
        calls++;
        fail("EACCES");
      },
    });
    await assert.rejects(writer.write(join(tempFolder(), "a.json"), "x"), { code: "EACCES" });
    assert.equal(calls, 1);
  });
});
