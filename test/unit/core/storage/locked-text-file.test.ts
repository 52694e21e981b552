import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import { LockedTextFile } from "../../../../src/core/storage/locked-text-file";
import { failing, restoreSystemCalls } from "../../../helpers/system-calls";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";
import { createTestContainer } from "../../../helpers/test-container";
import { rejectsWith } from "../../../helpers/throws-with";

const withLine = (line: string) => (text: string | undefined) => `${text ?? ""}${line}\n`;

describe("LockedTextFile", () => {
  removeTempFoldersAfterEach();
  afterEach(restoreSystemCalls);
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = tempFolder();
    path = join(folder, "rules");
  });

  /** The file as one more writer has it. */
  function file(): LockedTextFile {
    const { fileLockService, atomicWriter } = createTestContainer({ root: folder });
    return new LockedTextFile({ locks: fileLockService, writer: atomicWriter }, path, "rules", () => {});
  }

  it("has the lines of all who add one at once", async () => {
    const names = Array.from({ length: 12 }, (_, index) => `line ${index}`);
    await Promise.all(names.map((name) => file().change(withLine(name))));
    assert.deepEqual(readFileSync(path, "utf8").trimEnd().split("\n").toSorted(), names.toSorted());
    assert.deepEqual(readdirSync(folder), ["rules"]);
  });

  it("keeps its text when the disk gives up in the middle of a change", async () => {
    writeFileSync(path, "old\n");
    for (const call of ["writeSync", "fsync", "renameSync"] as const) {
      const mend = failing(call, () => true, "ENOSPC");
      await rejectsWith("IO", file().change(withLine("new")));
      mend();
      assert.equal(readFileSync(path, "utf8"), "old\n", call);
    }
    assert.deepEqual(readdirSync(folder), ["rules"]);
  });

  it("is not touched where the rule leaves it or throws, and goes where the rule says so", async () => {
    writeFileSync(path, "old\n");
    const before = readFileSync(path);
    await file().change((text) => text);
    await assert.rejects(
      file().change(() => {
        throw new Error("no");
      }),
      /no/,
    );
    assert.deepEqual(readFileSync(path), before);
    await file().change(() => undefined);
    await file().change((text) => text);
    assert.equal(existsSync(path), false);
  });
});
