import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type LockOptions, lock } from "proper-lockfile";
import writeFileAtomic from "write-file-atomic";
import { type Contender, documentName, format, parse } from "./contender";

/** proper-lockfile's own back-off, 1 s doubling, as its README shows it. */
export const defaultRetries: LockOptions["retries"] = 10;

/** Quick and randomized, and never giving up: the best that its options yield (reference/locks.md, 4.3). */
export const tunedRetries: LockOptions["retries"] = {
  retries: 100,
  forever: true,
  minTimeout: 5,
  maxTimeout: 50,
  randomize: true,
};

/** proper-lockfile around write-file-atomic, as everyone writes it. */
export function properLockfile(folder: string, retries: LockOptions["retries"]): Contender {
  const path = join(folder, documentName);
  const read = async () => parse(await readFile(path, "utf8"));
  const options: LockOptions = retries === undefined ? {} : { retries };
  return {
    lockPath: `${path}.lock`,
    seed: (text) => writeFile(path, text),
    read,
    async change(modify) {
      const release = await lock(path, options);
      try {
        await writeFileAtomic(path, format(modify(await read())));
      } finally {
        await release();
      }
    },
    async hold() {
      await lock(path, options);
    },
  };
}
