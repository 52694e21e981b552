import assert from "node:assert/strict";
import { mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, it } from "mocha";
import { insideFolder } from "../../../../src/core/storage/inside-folder";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";
import { throwsWith } from "../../../helpers/throws-with";

describe("a path that must stay inside a folder", () => {
  removeTempFoldersAfterEach();

  it("is the folder, or anything in it, there or not", () => {
    const folder = tempFolder();
    mkdirSync(join(folder, "there"));
    for (const path of [
      "",
      ".",
      "there",
      "there/not yet/deeper",
      "..name",
      "a/../b",
      "there/..",
      folder,
      join(folder, "x"),
    ]) {
      assert.equal(
        insideFolder(folder, path),
        join(folder, path.startsWith(folder) ? path.slice(folder.length) : path).replace(/\/$/, ""),
      );
    }
  });

  it("does not leave it by its words", () => {
    const folder = tempFolder();
    for (const path of ["..", "../x", "a/../../x", "/", "/etc", dirname(folder), `${folder}-beside`, "a\0b"]) {
      throwsWith("INVALID", () => insideFolder(folder, path));
    }
  });

  it("does not leave it by a link, also on the way to what is not there", () => {
    const folder = tempFolder();
    symlinkSync(tempFolder(), join(folder, "out"));
    symlinkSync("..", join(folder, "up"));
    for (const path of ["out", "out/deeper", "up", "up/x"]) {
      throwsWith("INVALID", () => insideFolder(folder, path));
    }
  });

  it("may go by links that stay inside, and the folder may be one itself", () => {
    const folder = tempFolder();
    mkdirSync(join(folder, "real"));
    symlinkSync("real", join(folder, "link"));
    const other = join(tempFolder(), "other");
    symlinkSync(folder, other);
    assert.equal(insideFolder(folder, "link/x"), join(folder, "link", "x"));
    assert.equal(insideFolder(other, "real"), join(other, "real"));
  });
});
