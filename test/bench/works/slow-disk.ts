import type { Result } from "../harness/result";
import { smallDocument, type Workbench } from "../harness/workbench";
import { floorFlushed, lockstepUnflushed } from "./entrants";
import { race } from "./race";

/** Flushes take 4 ms longer, as on laptops. Not into sqlite: its flushes don't go through Node. */
export async function slowDisk(bench: Workbench): Promise<Result> {
  const result = await race(bench, {
    title: "Slow disk: every flush takes 4 ms longer, 2 KB",
    job: "apart",
    entrants: ["floor", floorFlushed, "lockstep", lockstepUnflushed, "naive"],
    text: smallDocument,
    rounds: bench.times(11, 5),
    changes: bench.times(20, 10),
    faults: { fsyncDelay: 4 },
    findings: (compare) => [
      { bar: "slow", values: compare("lockstep", "floor"), likeForLike: compare(lockstepUnflushed, "floor") },
      { bar: "slow-both", values: compare("lockstep", floorFlushed) },
    ],
  });
  const notes = ["The delay is injected into Node's `fs`, so sqlite, which flushes by itself, can't take part."];
  return { ...result, notes };
}
