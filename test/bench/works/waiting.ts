import { percent, type Result } from "../harness/result";
import { inRounds } from "../harness/rounds";
import { smallDocument, type Workbench } from "../harness/workbench";

const entrants = ["lockstep", "flock", "tuned naive"] as const;

/** One process keeps the lock, another waits for it all the time: what the waiting costs. */
export async function waiting(bench: Workbench): Promise<Result> {
  const lasting = bench.times(5_000, 2_500);
  const rounds = await inRounds(bench.times(4, 1), entrants, (name) => once(bench, name, lasting));
  return {
    title: `A writer that waits ${lasting / 1000} s for the lock`,
    rows: entrants.map((name) => ({ name, samples: { "of one core": percent(rounds[name]) } })),
    findings: [{ bar: "waiting", values: rounds.lockstep }],
  };
}

async function once(bench: Workbench, name: (typeof entrants)[number], lasting: number): Promise<number> {
  const folder = bench.newFolder();
  const waiter = await bench.start(name, folder);
  await waiter.call("seed", smallDocument);
  await waiter.call("burst", 1); // warms up
  const holder = await bench.start(name, folder);
  await holder.call("hold");
  const share = await waiter.call("cpuWhileWaiting", lasting);
  await bench.stop(waiter, holder);
  return share;
}
