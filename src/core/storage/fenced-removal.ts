import { mkdirSync, renameSync, rmdirSync, unlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { ignoring, systemErrorCode } from "../errors";
import type { Fence } from "../locking/file-lock-service";
import { backupPathOf, emptyBin, tempPathOf } from "../locking/left-overs";
import type { DeleteOptions } from "./document-store";
import { flushNameOf } from "./sync-folder";

/**
 * Removes a document under its lock, so that it stays as `<document>.bak` unless it shall go for good.
 *
 * It goes through a folder named like a temp of this ownership, and for the same reason: a new owner removes that
 * folder before it reads the document, so a deletion that was paused right before its rename finds no folder to move
 * the document into, and what the new owner wrote stays. A plain unlink could not be stopped.
 *
 * @throws {LockstepError} `LOCK_LOST`; system errors as they come
 */
export async function removeFenced(
  document: string,
  fence: Fence,
  { forGood = false }: Pick<DeleteOptions, "forGood"> = {},
): Promise<void> {
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
  completeRemoval(document, bin, forGood);
  await flushNameOf(document);
}

/** The document is gone from here on; what can't be done now, on a full disk, the next owner does. */
function completeRemoval(document: string, bin: string, forGood: boolean): void {
  try {
    emptyBin(bin, backupPathOf(document));
    if (forGood) {
      unlinkSync(backupPathOf(document));
    }
  } catch (error) {
    if (systemErrorCode(error) === undefined) {
      throw error;
    }
  }
}
