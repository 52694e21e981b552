import { type Finding, ms, type Result, times } from "../harness/result";
import { inRounds, type Rounds } from "../harness/rounds";
import { ratios } from "../harness/statistics";
import { type Contender, type ContenderName, contenders } from "./contenders";
import { onGround } from "./ground";

type Measured = Rounds<ContenderName, number>;

/** Commands that do nothing, one after the other, through one queue of each. */
export async function inTurn(
  executable: string,
  { rounds, count }: { rounds: number; count: number },
): Promise<Result> {
  const { present, missing } = contenders();
  const names = Object.keys(present) as ContenderName[];
  const run = (contender: Contender | undefined) =>
    onGround(executable, async (ground) => (await contender?.(ground, count)) ?? Number.NaN);
  const measured = await inRounds(rounds, names, (name) => run(present[name]));
  return {
    title: `${count.toLocaleString("en")} commands through one queue, one after the other`,
    rows: names.map((name) => ({ name, samples: samplesOf(measured, name) })),
    findings: findingsOf(measured),
    notes: missing.map((name) => `${name} is not installed here.`),
  };
}

function samplesOf(measured: Measured, name: ContenderName) {
  const isFloor = name === shellFloor || name === nodeFloor;
  return {
    "per command": ms(measured[name]),
    ...(isFloor
      ? {}
      : {
          "beyond a shell's": ms(beyond(measured, name, shellFloor)),
          "beyond its own spawn": ms(overhead(measured, name)),
        }),
    ...(measured.tsp === undefined ? {} : { "vs tsp": times(ratios(measured[name], measured.tsp)) }),
    ...(measured.nq === undefined ? {} : { "vs nq": times(ratios(measured[name], measured.nq)) }),
  };
}

const shellFloor = "sh -c, from a shell";
const nodeFloor = "sh -c, spawned by Node";

/** Milliseconds beyond what its bare spawn costs: a fork of a small program in C, a spawn by Node. */
function overhead(measured: Measured, name: ContenderName): readonly number[] {
  return beyond(measured, name, name.startsWith("lockstep") ? nodeFloor : shellFloor);
}

function beyond(measured: Measured, name: ContenderName, floor: ContenderName): readonly number[] {
  return measured[name].map((time, round) => time - (measured[floor][round] ?? Number.NaN));
}

function findingsOf(measured: Measured): readonly Finding[] {
  return (["tsp", "nq"] as const).flatMap((peer): Finding[] => {
    if (measured[peer] === undefined) {
      return [];
    }
    const against = (name: ContenderName) => ratios(overhead(measured, name), overhead(measured, peer));
    const whole = (name: ContenderName) => ratios(measured[name], measured[peer]);
    const unflushed = "lockstep, disk not flushed";
    return [
      { bar: `queue-overhead-${peer}`, values: against("lockstep"), likeForLike: against(unflushed) },
      { bar: `queue-whole-${peer}`, values: whole("lockstep"), likeForLike: whole(unflushed) },
    ];
  });
}
