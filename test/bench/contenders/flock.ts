import { openSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { tryLock, unlock, waitForLock } from "fs-native-extensions";
import { type Contender, documentName, format, parse } from "./contender";
import { replaceFile } from "./floor";

/**
 * A lock of the kernel's, which ends with its holder, around a temp, fsync and rename. What VS Code extensions can't ship
 * without native code. The lock is the open file's, so one process makes one change at a time; the lock file stays.
 */
export function flock(folder: string): Contender {
  const path = join(folder, documentName);
  let opened: number | undefined;
  const fd = () => {
    opened ??= openSync(`${path}.flock`, "a+");
    return opened;
  };
  const read = async () => parse(await readFile(path, "utf8"));
  return {
    seed: (text) => writeFile(path, text),
    read,
    async change(modify) {
      await take(fd());
      try {
        await replaceFile(path, format(modify(await read())));
      } finally {
        unlock(fd());
      }
    },
    hold: () => take(fd()),
  };
}

async function take(fd: number): Promise<void> {
  if (!tryLock(fd)) {
    await waitForLock(fd);
  }
}
