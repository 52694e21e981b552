import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { counterCodec, createTestContainer, noCounter } from "../../helpers/test-container";
import { type Contender, documentName, parse } from "./contender";

/** Lockstep's own store, with everything that it does for a document: validation, backup, fence, folder flush. */
export function lockstep(folder: string): Contender {
  const { store, paths, fileLockService } = createTestContainer({ root: join(folder, ".lockstep") });
  const key = documentName.replace(/\.json$/, "");
  const path = paths.document(key);
  return {
    lockPath: `${path}.lock`,
    async seed(text) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    },
    read: async () => parse(await readFile(path, "utf8")),
    async change(modify) {
      await store.modify(key, counterCodec, (current = noCounter) => modify(current), { timeout: 300_000 });
    },
    hold: () =>
      new Promise((held, failed) => {
        const forEver = () => {
          held();
          return new Promise<never>(() => {});
        };
        fileLockService.withLock(path, forEver).catch(failed);
      }),
  };
}
