import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import type { HistoryLog } from "../checker/history";
import { documentName } from "../laboratory/chaos-document";
import type { ReaderOrder } from "../laboratory/orders";
import { type Expectation, RawReader } from "../laboratory/raw-reader";
import { tell } from "./tell";

/** Polls the document until it is killed. At `rest` it stops, at `forget` it begins anew. */
export async function look(root: string, expectation: Expectation, log: HistoryLog): Promise<void> {
  const path = join(root, `${documentName}.json`);
  const newReader = () => new RawReader(path, expectation, log);
  let reader: RawReader | undefined = newReader();
  tell({ r: "ready" });
  createInterface(process.stdin).on("line", (line) => {
    const order: ReaderOrder = JSON.parse(line);
    reader = order === "rest" ? undefined : newReader();
    tell({ r: "done", answers: [], struck: false });
  });
  for (;;) {
    reader?.look();
    await delay(1); // the writers need the processor too
  }
}
