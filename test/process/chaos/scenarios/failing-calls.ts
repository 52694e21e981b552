import type { Mishap } from "../faults/fault-points";
import { Laboratory } from "../laboratory/laboratory";
import type { Fault } from "../laboratory/orders";
import { refusals, type WriterProcess } from "../laboratory/writer-process";
import type { Findings, Scenario } from "./scenario";
import { type Situation, situations } from "./situations";
import { Stage } from "./stage";
import { playOut } from "./victim";

interface Failure {
  readonly mishap: Mishap;
  readonly onwards: boolean;
}

const failures: Readonly<Record<string, Failure>> = {
  "the disk is full for a moment": { mishap: { fail: "ENOSPC" }, onwards: false },
  "the disk is full from then on": { mishap: { fail: "ENOSPC" }, onwards: true },
  "the quota is used up": { mishap: { fail: "EDQUOT" }, onwards: true },
  "the disk takes half": { mishap: "short", onwards: false },
  "the disk takes half again and again": { mishap: "short", onwards: true },
};

/** Milliseconds. */
const longestStall = 1_000;

/**
 * The disk is full at the Nth call of one change that needs room, for every N, by a file system that says so: the change
 * is refused and nothing happens, or it is done.
 */
export const failingCalls: Scenario = async ({ bundle }): Promise<Findings> => {
  const laboratory = await Laboratory.open(bundle);
  const stage = await Stage.in(laboratory);
  const victim = await laboratory.writer();
  const problems: string[] = [];
  let rounds = 0;
  try {
    for (const [name, situation] of Object.entries<Situation>(situations)) {
      for (const [what, failure] of Object.entries(failures)) {
        for (let at = 1, struck = true; struck; at++, rounds++) {
          const round = await failAt(situation, stage, victim, { kind: "fail", at, ...failure });
          struck = round.struck;
          problems.push(...round.problems.map((problem) => `${name}, ${what}, at ${at}: ${problem}`));
        }
      }
    }
    return { problems, figures: { rounds, ...laboratory.tally.figures } };
  } finally {
    await laboratory.close();
  }
};

async function failAt(situation: Situation, stage: Stage, victim: WriterProcess, fault: Fault) {
  const { laboratory } = stage;
  await laboratory.clear();
  await situation.prepare(stage);
  const ended = await playOut(victim, situation, stage, fault);
  const others = await stage.finish();
  const took = await laboratory.next(situation.next?.(stage) ?? laboratory.newAdd());
  const stall = took > longestStall ? [`the next writer waited for ${Math.round(took)} ms`] : [];
  const problems = [...others, ...stall, ...(await laboratory.judgedRound())];
  const how = ended.r === "dead" ? `it died: ${victim.complaints}` : refusals(ended).join(", ");
  return {
    struck: ended.r === "done" && ended.struck,
    problems: [...(ended.r === "dead" ? [how] : []), ...problems.map((problem) => `${how}: ${problem}`)],
  };
}
