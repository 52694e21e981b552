import { mkdirSync, renameSync, rmdirSync } from "node:fs";
import { basename, join } from "node:path";
import { ignoring, systemErrorCode } from "../errors";
import type { Fence } from "../locking/file-lock-service";
import { backupPathOf, emptyBin, tempPathOf } from "../locking/left-overs";
import { flushNameOf } from "./sync-folder";

/**
 * Removes a document so that it stays as `<document>.bak`, under its lock.
 *
 * It goes through a folder named like a temp of this ownership, and for the same reason: a new owner removes that
 * folder before it reads the document, so a deletion that was paused right before its rename finds no folder to move
 * the document into, and what the new owner wrote stays. A plain unlink could not be stopped.
 *
 * @throws {LockstepError} `LOCK_LOST`; system errors as they come
 */
export async function removeFenced(document: string, fence: Fence): Promise<void> {
  const bin = tempPathOf(document, fence.token);
  mkdirSync(bin);
  try {
    fence.check();
    renameSync(document, join(bin, basename(document)));
  } catch (error) {
    ignoring(["ENOENT", "ENOTDIR"], () => rmdirSync(bin));
    if (systemErrorCode(error) === "ENOENT") {
      fence.check(); // the folder was removed by whoever took the lock over: says LOCK_LOST
    }
    throw error;
  }
  completeRemoval(document, bin);
  await flushNameOf(document);
}

/** The document is gone from here on; what can't be done now, on a full disk, the next owner does. */
function completeRemoval(document: string, bin: string): void {
  try {
    emptyBin(bin, backupPathOf(document));
  } catch (error) {
    if (systemErrorCode(error) === undefined) {
      throw error;
    }
  }
}
