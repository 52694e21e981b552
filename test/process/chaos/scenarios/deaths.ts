import { describeSite } from "../faults/call-site";
import { Laboratory } from "../laboratory/laboratory";
import { StallWatch } from "../laboratory/stalls";
import type { Dose, Findings, Scenario } from "./scenario";
import { type Situation, situations } from "./situations";
import { Stage } from "./stage";
import { type Every, holdAt } from "./victim";

/** So many processes are on their way at the same time. */
const lanes = 3;

/** A process dies right before the Nth call of one change, for every N until it gets through alive. */
export const deaths: Scenario = (dose) => deathsAt("all", dose);

/** The same for those calls only that change the disk: to those who live, others in between look alike. */
export const deathsAtChanges: Scenario = (dose) => deathsAt("changes", dose);

async function deathsAt(every: Every, { bundle }: Dose): Promise<Findings> {
  const figures: Record<string, number> = {};
  const problems: string[] = [];
  const stalls = new StallWatch();
  const stages = await Promise.all(Array.from({ length: lanes }, async () => Stage.in(await Laboratory.open(bundle))));
  try {
    for (const [name, situation] of Object.entries<Situation>(situations)) {
      let survived = false;
      let next = 1;
      const lane = async (stage: Stage) => {
        while (!survived) {
          const at = next++;
          const death = await dieAt(situation, stage, at, every, stalls);
          survived ||= death.survived;
          problems.push(...death.problems.map((problem) => `${name}, death at ${death.where}: ${problem}`));
          figures[`deaths in ${name}`] = Math.max(figures[`deaths in ${name}`] ?? 0, death.survived ? 0 : at);
        }
      };
      await Promise.all(stages.map(lane));
    }
    const { problems: stalled, figures: times } = stalls.stop();
    return { problems: [...problems, ...stalled], figures: { ...figures, ...times } };
  } finally {
    await Promise.all(stages.map(({ laboratory }) => laboratory.close()));
  }
}

async function dieAt(situation: Situation, stage: Stage, at: number, every: Every, stalls: StallWatch) {
  const { laboratory } = stage;
  await laboratory.clear();
  const victim = await laboratory.writer();
  await situation.prepare(stage);
  const held = await holdAt(victim, situation, stage, at, every);
  const where = `${at}, ${describeSite(victim.heldAt)}`;
  await laboratory.killed(victim);
  const begun = performance.now();
  const others = await stage.finish();
  const took = await laboratory.next(situation.next?.(stage) ?? laboratory.newAdd());
  stalls.note(Math.max(took, performance.now() - begun));
  const problems = [...others, ...(await laboratory.judgedRound())];
  return { survived: !held, where, problems };
}
