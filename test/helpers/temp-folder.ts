import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "mocha";

const made: string[] = [];

/** A new empty folder, removed after the test that asked for it. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "lockstep-test-"));
  made.push(folder);
  return folder;
}

/** Call once in a test file (at its top level or in a `describe`) that uses {@link tempFolder}. */
export function removeTempFoldersAfterEach(): void {
  afterEach(() => {
    for (const folder of made.splice(0)) {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}
