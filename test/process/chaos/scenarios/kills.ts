import { setTimeout as delay } from "node:timers/promises";
import { Laboratory } from "../laboratory/laboratory";
import { Random } from "../laboratory/random";
import { longestStall, StallWatch } from "../laboratory/stalls";
import type { Scenario } from "./scenario";
import { Team } from "./team";

const writers = 4;

/** Writers are killed at random instants, one after the other, and new ones take their places. */
export const kills: Scenario = async ({ bundle, seed, rounds }) => {
  const random = new Random(seed);
  const laboratory = await Laboratory.open(bundle, { expects: "grows" });
  try {
    const team = await Team.of(writers, laboratory, random);
    const stalls = new StallWatch();
    for (let round = 0; round < rounds; round++) {
      await delay(random.between(0, 150));
      await team.replace(random.between(0, writers - 1));
    }
    const problems = await laboratory.judged();
    stalls.note(longestStall(laboratory.history().operations));
    const { problems: stalled, figures } = stalls.stop();
    return {
      problems: [...problems, ...stalled],
      figures: { kills: rounds, ...laboratory.tally.figures, ...figures },
    };
  } finally {
    await laboratory.close();
  }
};
