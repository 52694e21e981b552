import type { ContenderName } from "../contenders/all-contenders";
import { giveUpAfter } from "../harness/give-up";
import { ms, type Result, times } from "../harness/result";
import { inRounds } from "../harness/rounds";
import { ratios } from "../harness/statistics";
import { smallDocument, type Workbench } from "../harness/workbench";
import { lockstepUnflushed } from "./entrants";
import { assertCount } from "./nothing-lost";

const calls = 1_000;
/** Bursts until the code is compiled: "warm" is a process that does it all day. */
const warmUps = 40;
const warmNames = ["one floor write", "lockstep", lockstepUnflushed] as const;

/** A thousand calls at once in a process that has done it before, counted in single writes of the floor. */
export async function warmBurst(bench: Workbench): Promise<Result> {
  const [floor, lockstep, unflushed] = await Promise.all([
    bench.startAlone("floor"),
    bench.startAlone("lockstep"),
    bench.startAlone("lockstep", smallDocument, { skipFolderFlush: true }),
  ]);
  const run = async (name: (typeof warmNames)[number]) => {
    if (name === "one floor write") {
      return floor.call("apart", 40);
    }
    const [begin, end] = await (name === "lockstep" ? lockstep : unflushed).call("burst", calls);
    return end - begin;
  };
  for (let i = 0; i < warmUps; i++) {
    await Promise.all(warmNames.map(run));
  }
  const rounds = await inRounds(bench.times(9, 3), warmNames, run, bench.times(20_000, 4_000));
  await bench.stop(floor, lockstep, unflushed);
  const writes = (name: (typeof warmNames)[number]) => ratios(rounds[name], rounds["one floor write"]);
  return {
    title: "A burst of 1,000 calls in one process, warm",
    rows: warmNames.map((name) => ({
      name,
      samples: { total: ms(rounds[name]), "floor writes": times(writes(name)) },
    })),
    findings: [{ bar: "burst-warm", values: writes("lockstep"), likeForLike: writes(lockstepUnflushed) }],
  };
}

/** The same as the first thing that a fresh process does. */
export async function coldBurst(bench: Workbench): Promise<Result> {
  const names = ["lockstep", "tuned naive", ...(bench.hasSqlite ? (["sqlite"] as const) : [])] as const;
  const longest = bench.times(60_000, 15_000);
  const run = async (name: ContenderName) => {
    const worker = await bench.startAlone(name);
    const span = await giveUpAfter(longest, worker.call("burst", calls));
    if (span !== undefined) {
      await assertCount(name, worker, calls);
    }
    await bench.stop(worker);
    return span === undefined ? longest : span[1] - span[0];
  };
  const rounds = await inRounds(bench.times(3, 1), names, run, 40_000);
  const faster = (name: (typeof names)[number]) => ratios(rounds[name] ?? [], rounds.lockstep);
  return {
    title: "A burst of 1,000 calls in one process, cold",
    rows: names.map((name) => ({
      name,
      samples: { total: ms(rounds[name] ?? []), "vs lockstep": times(faster(name)) },
    })),
    findings: [
      { bar: "burst-naive", values: faster("tuned naive") },
      ...(bench.hasSqlite ? [{ bar: "burst-sqlite" as const, values: faster("sqlite") }] : []),
    ],
    notes: [
      `Naive is the tuned one: with the default back-off a thousand callers would take hours. Who is not done after ${longest / 1000} s counts with that.`,
    ],
  };
}
