import { type Call, HistoryLog } from "../checker/history";
import { emptyRegister } from "../checker/models";
import type { WriterSetup } from "../laboratory/orders";
import type { Performer } from "../laboratory/performer";
import { Random } from "../laboratory/random";
import { tell } from "./tell";

/** Callers in one process share its lock and its writes; what becomes of each one's calls is told by each one. */
const callersPerProcess = 3;
const registers = ["x", "y", "z"];

/** Makes random changes until it is killed. */
export async function roam(performer: Performer, setup: WriterSetup): Promise<void> {
  tell({ r: "ready" });
  await Promise.all(Array.from({ length: callersPerProcess }, (_, caller) => roamAs(caller, performer, setup)));
}

async function roamAs(caller: number, performer: Performer, { name, history, seed }: WriterSetup): Promise<void> {
  const log = new HistoryLog(history, `${name}.${caller}`);
  const random = new Random(seed + caller);
  const known = new Map<string, string>();
  for (let i = 0; ; i++) {
    const unique = `${name}.${caller}-${i}`;
    const register = random.pick(registers);
    const from = known.get(register) ?? emptyRegister;
    const call: Call = random.next() < 0.6 ? { f: "add", value: unique } : { f: "cas", register, from, to: unique };
    const { outcome, error, result } = await performer.record(log, call);
    performer.tellCounts(log);
    if (typeof result === "string") {
      known.set(register, result === from ? unique : result);
    }
    if (outcome === "unknown") {
      log.problem(`a change failed with ${error}`);
    }
  }
}
