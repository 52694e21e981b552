import type { ContenderName } from "../contenders/all-contenders";
import { giveUpAfter } from "../harness/give-up";
import { ms, type Result, times } from "../harness/result";
import { inRounds } from "../harness/rounds";
import { largest, ratios } from "../harness/statistics";
import type { Workbench } from "../harness/workbench";
import { now } from "../worker/options";
import { assertCount } from "./nothing-lost";

const processes = 4;
const calls = 250;

/** Four fresh processes let go of 250 calls each, all on one document, all at the same moment. */
export async function together(bench: Workbench): Promise<Result> {
  const names = ["lockstep", "tuned naive", ...(bench.hasSqlite ? (["sqlite"] as const) : [])] as const;
  const rounds = await inRounds(bench.times(3, 1), names, (name) => once(bench, name), 40_000);
  const faster = (name: (typeof names)[number]) => ratios(rounds[name] ?? [], rounds.lockstep);
  return {
    title: "4 processes, 250 calls each, at once",
    rows: names.map((name) => ({
      name,
      samples: { total: ms(rounds[name] ?? []), "vs lockstep": times(faster(name)) },
    })),
    findings: [
      { bar: "together-naive", values: faster("tuned naive") },
      ...(bench.hasSqlite ? [{ bar: "together-sqlite" as const, values: faster("sqlite") }] : []),
    ],
  };
}

async function once(bench: Workbench, name: ContenderName): Promise<number> {
  const workers = await bench.startTogether(name, processes);
  const startAt = now() + 100;
  const longest = bench.times(60_000, 15_000);
  const calling = Promise.all(workers.map((worker) => worker.call("burst", calls, startAt)));
  const spans = await giveUpAfter(longest, calling);
  if (spans !== undefined) {
    await assertCount(name, workers[0], processes * calls);
  }
  await bench.stop(...workers);
  return spans === undefined ? longest : largest(spans.map(([, end]) => end)) - startAt;
}
