import * as nodeFs from "node:fs";
import { basename, dirname } from "node:path";
import { ignoring, LockstepError } from "../errors";

/** Flushes an open file to the disk, in the thread pool. */
export function flush({ fsync }: Pick<typeof nodeFs, "fsync">, fd: number): Promise<void> {
  return new Promise((resolve, reject) => {
    fsync(fd, (error) => (error ? reject(error) : resolve()));
  });
}

/** Windows and some network disks can't flush a folder. */
const unsupported = ["EISDIR", "EPERM", "EACCES", "EINVAL", "ENOTSUP", "ENOENT"];

/** Flushes the names in a folder to the disk: without it a power cut may bring the old version of a file back. */
async function syncFolder(folder: string): Promise<void> {
  const fd = ignoring(unsupported, () => nodeFs.openSync(folder, "r"));
  if (fd === undefined) {
    return;
  }
  try {
    await flush(nodeFs, fd);
  } catch (error) {
    ignoring(unsupported, () => {
      throw error;
    });
  } finally {
    nodeFs.closeSync(fd);
  }
}

/**
 * The same for the folder of a file that has just got, or lost, its name.
 *
 * @throws {LockstepError} `UNFLUSHED`: everybody sees the change already, so it must not be told as one that failed
 */
export async function flushNameOf(path: string): Promise<void> {
  try {
    await syncFolder(dirname(path));
  } catch (error) {
    throw new LockstepError(
      "UNFLUSHED",
      "{0} was changed, but the disk did not confirm that the change is stored ({1}). A power cut may undo it.",
      [basename(path), error instanceof Error ? error.message : String(error)],
      { cause: error, document: basename(path) },
    );
  }
}

/** The same at once, for a folder that is made once: callers that come meanwhile must not overtake the first one. */
export function syncFolderNow(folder: string): void {
  ignoring(unsupported, () => {
    const fd = nodeFs.openSync(folder, "r");
    try {
      nodeFs.fsyncSync(fd);
    } finally {
      nodeFs.closeSync(fd);
    }
  });
}
