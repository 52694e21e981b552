import { ledgerLocks } from "../checker/history";
import { checkLedger } from "../checker/verdict";
import type { Laboratory } from "../laboratory/laboratory";
import { killing } from "./kills";
import type { Scenario } from "./scenario";

/** Writers of ledgers that only a lease, a document's lock or a collection's keeps apart are killed at random instants. */
export const ledgers: Scenario = (dose) => killing(dose, { asks: "ledgers" }, judged);

/** Each lock is taken once more, which removes what the dead left at it. */
async function judged(laboratory: Laboratory): Promise<readonly string[]> {
  for (const under of ledgerLocks) {
    await laboratory.next({ f: "note", under, value: `the last under ${under}` });
  }
  await laboratory.next({ f: "view" });
  const history = laboratory.history();
  return ledgerLocks.flatMap((lock) => checkLedger(history, lock, laboratory.ledger(lock)));
}
