import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { readReportFile } from "../../../../src/core/storage/report-file";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";
import { rejectsWith } from "../../../helpers/throws-with";

describe("a file that a program reports in", () => {
  removeTempFoldersAfterEach();
  const place = () => join(tempFolder(), "report");

  it("is read as a whole", async () => {
    const path = place();
    const text = "ü\n".repeat(100_000);
    writeFileSync(path, text);
    assert.deepEqual(await readReportFile(path, 300_000), { text, isCut: false });
  });

  it("is read up to the most, and says that there is more", async () => {
    const path = place();
    writeFileSync(path, "a".repeat(200_001));
    assert.deepEqual(await readReportFile(path, 200_000), { text: "a".repeat(200_000), isCut: true });
    assert.deepEqual(await readReportFile(path, 200_001), { text: "a".repeat(200_001), isCut: false });
  });

  it("may be empty, or not be there", async () => {
    const path = place();
    assert.equal(await readReportFile(path, 10), undefined);
    writeFileSync(path, "");
    assert.deepEqual(await readReportFile(path, 10), { text: "", isCut: false });
  });

  it("is not read when it is a folder", async () => {
    const path = place();
    mkdirSync(path);
    await rejectsWith("INVALID", readReportFile(path, 10));
  });

  if (process.platform !== "win32") {
    it("is not read when it is a link to another one", async () => {
      const path = place();
      symlinkSync("/etc/hostname", path);
      await rejectsWith("INVALID", readReportFile(path, 10));
    });

    it("keeps nobody waiting when it is a pipe or a device", async () => {
      const path = place();
      execFileSync("/bin/sh", ["-c", 'mkfifo "$1"', "sh", path]);
      await rejectsWith("INVALID", readReportFile(path, 10));
      await rejectsWith("INVALID", readReportFile("/dev/zero", 10));
    });
  }
});
