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

  it("tells without reading what is there, and that it is another one than before", () => {
    const { folder, files } = setUp();
    const before = files.lookAt("src/a.ts");
    assert.equal(before?.kind, "file");
    assert.deepEqual(files.lookAt("src/a.ts"), before);
    writeFileSync(join(folder, "src", "a.ts"), "longer than it was before\n");
    assert.notEqual(files.lookAt("src/a.ts")?.version, before?.version);
    assert.equal(files.lookAt("src")?.kind, "folder");
    assert.equal(files.lookAt("src/b.ts"), undefined);
    assert.equal(files.lookAt("src/a.ts/x"), undefined);
  });

  it("does not take what a link leads to for gone", () => {
    const { folder, files } = setUp();
    const outside = tempFolder();
    writeFileSync(join(outside, "there"), "x");
    symlinkSync(outside, join(folder, "link"));
    assert.equal(files.lookAt("link/there")?.kind, "outside");
  });

  it("does not take the files of a folder that is gone for gone", () => {
    const { folder } = setUp();
    assert.throws(() => new SourceFiles(join(folder, "not-there")).lookAt("a.ts"), { code: "IO" });
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
