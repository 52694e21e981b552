import { setTimeout as delay } from "node:timers/promises";
import { Laboratory } from "../laboratory/laboratory";
import { Random } from "../laboratory/random";
import { longestStall, StallWatch } from "../laboratory/stalls";
import type { Dose, Findings, Scenario } from "./scenario";
import { type Extras, Team } from "./team";

const writers = 4;

/** Writers are killed at random instants, one after the other, and new ones take their places. */
export const kills: Scenario = (dose) => killing(dose);

/** `judge` tells what else is wrong at the end. */
export async function killing(
  { bundle, seed, rounds }: Dose,
  extras: Extras = {},
  judge: (laboratory: Laboratory) => Promise<readonly string[]> = async () => [],
): Promise<Findings> {
  const random = new Random(seed);
  const laboratory = await Laboratory.open(bundle, { expects: "grows" });
  try {
    const team = await Team.of(writers, laboratory, random, extras);
    const stalls = new StallWatch();
    for (let round = 0; round < rounds; round++) {
      await delay(random.between(0, 150));
      await team.replace(random.between(0, writers - 1));
    }
    const problems = await laboratory.judged(() => judge(laboratory));
    stalls.note(longestStall(laboratory.history().operations));
    const { problems: stalled, figures } = stalls.stop();
    return {
      problems: [...problems, ...stalled],
      figures: { kills: rounds, ...laboratory.tally.figures, ...figures },
    };
  } finally {
    await laboratory.close();
  }
}
