import { type Call, HistoryLog, type LedgerLock, ledgerLocks } from "../checker/history";
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

async function roamAs(caller: number, performer: Performer, { name, history, seed, asks }: WriterSetup): Promise<void> {
  const log = new HistoryLog(history, `${name}.${caller}`);
  const random = new Random(seed + caller);
  const known = new Map<string, string>();
  for (let i = 0; ; i++) {
    const unique = `${name}.${caller}-${i}`;
    const call = asks === "ledgers" ? ledgerCall(random, unique) : documentCall(random, unique, known);
    const { outcome, error, result } = await performer.record(log, call);
    performer.tellCounts(log);
    if (call.f === "cas" && typeof result === "string") {
      known.set(call.register, result === call.from ? unique : result);
    }
    if (outcome === "unknown") {
      log.problem(`a ${call.f} failed with ${error}`);
    }
  }
}

function documentCall(random: Random, unique: string, known: ReadonlyMap<string, string>): Call {
  const register = random.pick(registers);
  const from = known.get(register) ?? emptyRegister;
  return random.next() < 0.6 ? { f: "add", value: unique } : { f: "cas", register, from, to: unique };
}

function ledgerCall(random: Random, unique: string): Call {
  const under = random.pick<"view" | LedgerLock>(["view", ...ledgerLocks]);
  return under === "view" ? { f: "view" } : { f: "note", under, value: unique };
}
