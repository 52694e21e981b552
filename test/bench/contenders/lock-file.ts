import { open, readFile, unlink, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { systemErrorCode } from "../../../src/core/errors";
import { type Contender, documentName, format, parse } from "./contender";
import { replaceFile } from "./floor";

/** Milliseconds, as in the seed that is not patient for ever. */
const retryInterval = 50;

/** An O_EXCL lock file with its owner in it, tried every 50 ms, around a temp and a rename: as in the seeds. */
export function lockFile(folder: string): Contender {
  const path = join(folder, documentName);
  const lockPath = `${path}.lock`;
  const read = async () => parse(await readFile(path, "utf8"));
  return {
    lockPath,
    seed: (text) => writeFile(path, text),
    read,
    async change(modify) {
      await take(lockPath);
      try {
        await replaceFile(path, format(modify(await read())));
      } finally {
        await unlink(lockPath);
      }
    },
  };
}

async function take(lockPath: string): Promise<void> {
  while (!(await tryToTake(lockPath))) {
    await delay(retryInterval);
  }
}

async function tryToTake(lockPath: string): Promise<boolean> {
  try {
    const file = await open(lockPath, "wx");
    await file.writeFile(
      JSON.stringify({ pid: process.pid, timestamp: new Date().toISOString(), hostname: hostname() }),
    );
    await file.close();
    return true;
  } catch (error) {
    if (systemErrorCode(error) === "EEXIST") {
      return false;
    }
    throw error;
  }
}
