import { documentOf } from "../contenders/contender";
import type { BarId } from "../harness/bars";
import type { Result } from "../harness/result";
import type { Workbench } from "../harness/workbench";
import { lockstepUnflushed } from "./entrants";
import { race } from "./race";

interface Size {
  readonly name: string;
  readonly bytes: number;
  readonly bar: BarId;
  readonly rounds: number;
  readonly changes: number;
}

/** Changes each begun when the last one is done: what a lock that is kept for a moment can save. */
export async function backToBack(bench: Workbench): Promise<readonly Result[]> {
  const sizes: readonly Size[] = [
    { name: "2 KB", bytes: 2_000, bar: "row-small", rounds: bench.times(21, 9), changes: bench.times(40, 20) },
    { name: "200 KB", bytes: 200_000, bar: "row-medium", rounds: bench.times(15, 7), changes: bench.times(15, 8) },
    { name: "2 MB", bytes: 2_000_000, bar: "row-large", rounds: bench.times(11, 5), changes: bench.times(4, 2) },
  ];
  const results: Result[] = [];
  for (const size of sizes) {
    results.push(await ofSize(bench, size));
  }
  return results;
}

function ofSize(bench: Workbench, { name, bytes, bar, rounds, changes }: Size): Promise<Result> {
  return race(bench, {
    title: `Changes back to back, ${name}`,
    job: "backToBack",
    entrants: ["floor", "lockstep", lockstepUnflushed, "naive", "sqlite"],
    text: documentOf(bytes),
    rounds,
    changes,
    findings: (compare) => [
      { bar, values: compare("lockstep", "floor"), likeForLike: compare(lockstepUnflushed, "floor") },
    ],
  });
}
