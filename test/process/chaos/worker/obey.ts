import { createInterface } from "node:readline";
import { setImmediate as turn } from "node:timers/promises";
import { HistoryLog } from "../checker/history";
import { installedFaults } from "../faults/installed-faults";
import type { Answer, Order, WriterSetup } from "../laboratory/orders";
import type { Performer } from "../laboratory/performer";
import { Mishaps } from "./mishaps";
import { passNaps } from "./naps";
import { tell } from "./tell";

function withoutResult({ outcome, error }: Answer): Answer {
  return { outcome, ...(error && { error }) };
}

/** A lock is kept for a turn of the event loop after the last answer; giving it back is a part of the change. */
async function untilReleased(): Promise<void> {
  for (let turns = 0; turns < 10; turns++) {
    await turn();
  }
}

/** Does what it is ordered, one order after the other. */
export async function obey(performer: Performer, { name, history }: WriterSetup): Promise<void> {
  const logs: HistoryLog[] = [];
  const logOf = (caller: number) => (logs[caller] ??= new HistoryLog(history, `${name}.${caller}`));
  tell({ r: "ready" });
  for await (const line of createInterface(process.stdin)) {
    const { calls, fault, holds = {} }: Order = JSON.parse(line);
    const cancel = new AbortController();
    const mishaps = new Mishaps(fault, holds, () => cancel.abort());
    passNaps(holds.naps ?? false);
    const answers = await installedFaults.during(mishaps, async () => {
      const recorded = calls.map((call, caller) => performer.record(logOf(caller), call, cancel.signal));
      const all = await Promise.all(recorded);
      await untilReleased();
      return all;
    });
    passNaps(false);
    performer.tellCounts(logOf(0));
    tell({ r: "done", answers: answers.map(withoutResult), struck: mishaps.struck });
  }
}
