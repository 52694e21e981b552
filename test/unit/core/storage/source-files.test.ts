import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { SourceFiles } from "../../../../src/core/storage/source-files";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";

function setUp() {
  const folder = tempFolder();
  mkdirSync(join(folder, "src"));
  writeFileSync(join(folder, "src", "a.ts"), "one\r\ntwo\nthree\n");
  return { folder, files: new SourceFiles(folder) };
}

describe("SourceFiles", () => {
  removeTempFoldersAfterEach();

  it("reads lines as an editor counts them", async () => {
    assert.deepEqual(await setUp().files.readLines("src/a.ts"), ["one", "two", "three", ""]);
  });

  it("says so when there is no such file, or it is a folder or not text", async () => {
    const { folder, files } = setUp();
    writeFileSync(join(folder, "binary"), Buffer.from([1, 0, 2]));
    for (const path of ["src/b.ts", "src", "binary", "src/a.ts/x"]) {
      await assert.rejects(files.readLines(path), { code: "INVALID" }, path);
    }
  });

  it("never reads outside the folder, not even through a link", async () => {
    const { folder, files } = setUp();
    const outside = tempFolder();
    writeFileSync(join(outside, "secret"), "x");
    symlinkSync(outside, join(folder, "link"));
    await assert.rejects(files.readLines("link/secret"), { code: "INVALID", message: /outside/ });
    await assert.rejects(files.readLines("../../etc/hostname"), { code: "INVALID" });
    await assert.rejects(files.readLines("."), { code: "INVALID" });
  });

  it("works in a folder that is itself reached through a link, and with names that begin with dots", async () => {
    const { folder } = setUp();
    const alias = join(tempFolder(), "alias");
    symlinkSync(folder, alias);
    writeFileSync(join(folder, "..a"), "x");
    assert.equal((await new SourceFiles(alias).readLines("src/a.ts")).length, 4);
    assert.deepEqual(await new SourceFiles(alias).readLines("..a"), ["x"]);
  });
});
