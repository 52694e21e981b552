import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import Conf from "conf";
import { JSONFile } from "lowdb/node";
import type { Counter } from "../../helpers/test-container";
import { type Contender, documentName, format, parse } from "./contender";

/** lowdb's file adapter: a temp and a rename; no lock, no flush. For scale only. */
export function lowdb(folder: string): Contender {
  const path = join(folder, documentName);
  const file = new JSONFile<Counter>(path);
  const read = async () => {
    const value = await file.read();
    if (value === null) {
      throw new Error(`${path} is missing.`);
    }
    return value;
  };
  return {
    seed: (text) => writeFile(path, text),
    read,
    change: async (modify) => file.write(modify(await read())),
  };
}

/** conf: synchronous, atomic, flushed; no lock. For scale only. */
export function conf(folder: string): Contender {
  const path = join(folder, documentName);
  const open = () =>
    new Conf<Counter>({
      cwd: folder,
      configName: documentName.replace(/\.json$/, ""),
      serialize: format,
      deserialize: parse,
    });
  let opened: Conf<Counter> | undefined;
  const store = () => {
    opened ??= open();
    return opened;
  };
  return {
    seed: (text) => writeFile(path, text),
    read: async () => store().store,
    async change(modify) {
      store().store = modify(store().store);
    },
  };
}
