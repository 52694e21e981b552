import { open, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Contender, documentName, format, parse } from "./contender";

/**
 * What one durable change costs at least when written plainly: read, temp, fsync, rename, all asynchronous, no lock.
 * With `flushFolder` the folder is flushed too, as Lockstep does for documents.
 */
export function floor(folder: string, flushFolder: boolean): Contender {
  const path = join(folder, documentName);
  const read = async () => parse(await readFile(path, "utf8"));
  return {
    seed: (text) => writeFile(path, text),
    read,
    async change(modify) {
      await replaceFile(path, format(modify(await read())));
      if (flushFolder) {
        await flush(dirname(path));
      }
    },
  };
}

let temps = 0;

export async function replaceFile(path: string, text: string): Promise<void> {
  const temp = `${path}.${process.pid}.${temps++}`;
  const file = await open(temp, "wx");
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temp, path);
}

async function flush(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
