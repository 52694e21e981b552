import { closeSync, fsyncSync, openSync } from "node:fs";
import { open } from "node:fs/promises";
import { ignoring, systemErrorCode } from "../errors";

/** Windows and some network disks can't flush a folder. */
const unsupported = ["EISDIR", "EPERM", "EACCES", "EINVAL", "ENOTSUP", "ENOENT"];

/** Flushes the names in a folder to the disk: without it a power cut may bring the old version of a file back. */
export async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!unsupported.includes(systemErrorCode(error) ?? "")) {
      throw error;
    }
  }
}

/** The same at once, for a folder that is made once: callers that come meanwhile must not overtake the first one. */
export function syncFolderNow(folder: string): void {
  ignoring(unsupported, () => {
    const fd = openSync(folder, "r");
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  });
}
