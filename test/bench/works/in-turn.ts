import type { ContenderName } from "../contenders/all-contenders";
import { ms, percent, perSecond, type Result } from "../harness/result";
import { inRounds } from "../harness/rounds";
import { largest, quantile, ratios } from "../harness/statistics";
import type { Workbench } from "../harness/workbench";
import type { Span, Turns } from "../worker/document-jobs";
import { now } from "../worker/options";
import { assertCount } from "./nothing-lost";

const processes = 8;
/** Milliseconds: the default back-off would take minutes, and shows what it is in less. */
const patience = 30_000;

interface Run {
  readonly throughput: number;
  readonly p99: number;
  readonly worst: number;
  readonly progress: number;
}

/** Eight processes with 200 changes each, every one begun when the process's last one is done. */
export async function inTurn(bench: Workbench): Promise<Result> {
  const peers = ["tuned naive", "O_EXCL lock file", ...(bench.hasSqlite ? (["sqlite"] as const) : [])] as const;
  const rounds = await inRounds(bench.times(5, 1), ["lockstep", ...peers], (name) => once(bench, name), 70_000);
  const all: Readonly<Record<string, readonly Run[]>> = bench.quick
    ? rounds
    : { ...rounds, naive: [await once(bench, "naive")] };
  const compared = (figure: keyof Run) => ratios(of(rounds.lockstep, figure), of(rounds["tuned naive"], figure));
  return {
    title: `${processes} processes, ${changesOf(bench)} changes each, one after the other`,
    rows: Object.entries(all).map(([name, runs]) => ({
      name,
      samples: {
        throughput: perSecond(of(runs, "throughput")),
        p99: ms(of(runs, "p99")),
        "worst wait": ms(of(runs, "worst")),
        "slowest when the first is done": percent(of(runs, "progress")),
      },
    })),
    findings: [
      { bar: "turns-throughput", values: compared("throughput") },
      { bar: "turns-p99", values: compared("p99") },
      { bar: "turns-worst", values: compared("worst") },
      { bar: "turns-progress", values: of(rounds.lockstep, "progress") },
    ],
    notes: bench.quick ? [] : ["The naive one with its default back-off runs once, for 30 seconds at most."],
  };
}

const changesOf = (bench: Workbench): number => bench.times(200, 60);

function of(runs: readonly Run[] | undefined, figure: keyof Run): readonly number[] {
  return runs?.map((run) => run[figure]) ?? [];
}

async function once(bench: Workbench, name: ContenderName): Promise<Run> {
  const workers = await bench.startTogether(name, processes);
  const startAt = now() + 100;
  const turns = await Promise.all(workers.map((worker) => worker.call("inTurn", changesOf(bench), startAt, patience)));
  if (turns.every(({ givenUp }) => givenUp === undefined)) {
    await assertCount(name, workers[0], processes * changesOf(bench));
  }
  await bench.stop(...workers);
  return runOf(turns, startAt, changesOf(bench));
}

function runOf(turns: readonly Turns[], startAt: number, changes: number): Run {
  const done = turns.flatMap((own) => own.done);
  const waits = turns.flatMap(waitsOf);
  const lengths = waits.map(([begin, end]) => end - begin);
  const firstDone = Math.min(...turns.map((own) => largest(waitsOf(own).map(([, end]) => end))));
  const progress = turns.map((own) => own.done.filter(([, end]) => end <= firstDone).length / changes);
  return {
    throughput: (done.length / (largest(waits.map(([, end]) => end)) - startAt)) * 1000,
    p99: quantile(lengths, 0.99),
    worst: largest(lengths),
    progress: Math.min(...progress) * 100,
  };
}

function waitsOf({ done, givenUp }: Turns): readonly Span[] {
  return givenUp === undefined ? done : [...done, givenUp];
}
