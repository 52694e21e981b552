import { CrashLoop, type CrashLoopResult } from "../harness/crash-loop";
import { ms, perSecond, type Result, sample, times } from "../harness/result";
import { inRounds } from "../harness/rounds";
import { largest, ratios } from "../harness/statistics";
import { smallDocument, type Workbench } from "../harness/workbench";
import { type Entrant, entering, lockstepUnflushed } from "./entrants";

const writers = 4;
const entrants = ["lockstep", lockstepUnflushed, "flock", "tuned naive"] as const;

/** Four writers of one document, one of which is killed and replaced every 300–500 ms. */
export async function crash(bench: Workbench): Promise<Result> {
  const rounds = await inRounds(bench.times(4, 1), entrants, (name) => once(bench, name));
  const of = (name: Entrant & keyof typeof rounds, figure: "throughput" | "stall" | "kills" | "lost") =>
    rounds[name].map((run) => run[figure]);
  const vsFlock = (name: keyof typeof rounds) => ratios(of(name, "throughput"), of("flock", "throughput"));
  const leftOver = (name: keyof typeof rounds) => largest(rounds[name].map((run) => run.leftOver.length));
  return {
    title: `Crash loop: ${writers} writers, one of them killed every 300–500 ms`,
    rows: entrants.map((name) => ({
      name,
      samples: {
        acknowledged: perSecond(of(name, "throughput")),
        "vs flock": times(vsFlock(name)),
        "longest stall": ms(of(name, "stall")),
        worst: ms([largest(of(name, "stall"))]),
        kills: sample("kills", sum(of(name, "kills"))),
        lost: sample("changes", sum(of(name, "lost"))),
        "left over": sample("files", leftOver(name)),
      },
    })),
    findings: [
      { bar: "crash-flock", values: vsFlock("lockstep"), likeForLike: vsFlock(lockstepUnflushed) },
      { bar: "crash-stall", values: [largest(of("lockstep", "stall"))] },
      { bar: "crash-left", values: [leftOver("lockstep")] },
    ],
    notes: [
      `A stall may last to the end of a loop of ${lasting(bench) / 1000} s and counts as far as that.`,
      ...rounds.lockstep
        .filter((run) => run.leftOver.length > 0)
        .map((run) => `Left over: ${run.leftOver.join(", ")}.`),
    ],
  };
}

const lasting = (bench: Workbench): number => bench.times(8_000, 4_000);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

async function once(bench: Workbench, name: Entrant): Promise<CrashLoopResult> {
  const [contender, disk] = entering(name);
  const folder = bench.newFolder();
  const start = () => bench.start(contender, folder, disk);
  const first = await start();
  await first.call("seed", smallDocument);
  await bench.stop(first);
  const result = await new CrashLoop(bench, folder, start).run(writers, lasting(bench));
  if (contender !== "tuned naive") {
    assertSound(name, result);
  }
  return result;
}

/** @throws when the figures mean nothing */
function assertSound(name: Entrant, { lost, unaccounted, failures }: CrashLoopResult): void {
  if (failures.length > 0) {
    throw new Error(`A writer of ${name} gave up: ${failures[0]}`);
  }
  if (lost > 0 || unaccounted > 0) {
    throw new Error(`${name} lost ${lost} acknowledged changes and made ${unaccounted} that no writer can have begun.`);
  }
}
