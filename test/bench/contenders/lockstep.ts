import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { counterCodec, createTestContainer, noCounter } from "../../helpers/test-container";
import { type Contender, documentName, parse } from "./contender";

const options = { timeout: 300_000 };

/** Lockstep's own store, with everything that it does for a document: validation, backup, fence, folder flush. */
export function lockstep(folder: string): Contender {
  const { store, paths, fileLockService, counters } = createTestContainer({ root: join(folder, ".lockstep") });
  const key = documentName.replace(/\.json$/, "");
  const path = paths.document(key);
  return {
    lockPath: `${path}.lock`,
    async seed(text) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    },
    read: async () => parse(await readFile(path, "utf8")),
    change: (modify) => store.modify(key, counterCodec, (current = noCounter) => modify(current), options),
    hold: () =>
      new Promise((held, failed) => {
        const forEver = () => {
          held();
          return new Promise<never>(() => {});
        };
        fileLockService.withLock(path, forEver).catch(failed);
      }),
    counters: () => ({ ...counters }),
  };
}
