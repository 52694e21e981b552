import type { Result } from "../harness/result";
import { smallDocument, type Workbench } from "../harness/workbench";
import { floorFlushed, lockstepUnflushed } from "./entrants";
import { race } from "./race";

export function uncontended(bench: Workbench): Promise<Result> {
  return race(bench, {
    title: "One uncontended change, 2 KB, the lock taken each time",
    job: "apart",
    entrants: [
      "floor",
      floorFlushed,
      "lockstep",
      lockstepUnflushed,
      "naive",
      "O_EXCL lock file",
      "sqlite",
      "lowdb",
      "conf",
    ],
    text: smallDocument,
    rounds: bench.times(21, 9),
    changes: bench.times(40, 20),
    findings: (compare) => [
      {
        bar: "apart-floor",
        values: compare("lockstep", "floor"),
        likeForLike: compare(lockstepUnflushed, "floor"),
      },
      { bar: "apart-naive", values: compare("lockstep", "naive"), likeForLike: compare(lockstepUnflushed, "naive") },
    ],
  });
}
