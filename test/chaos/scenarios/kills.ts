import { setTimeout as delay } from "node:timers/promises";
import { Laboratory } from "../laboratory";
import { Random } from "../random";
import type { Scenario } from "../scenario";
import { longestStall, Metronome } from "../stalls";
import type { WriterProcess } from "../writer-process";

const writers = 4;
const promise = 1_000;

/** Writers are killed at random instants, one after the other, and new ones take their places. */
export const kills: Scenario = async ({ bundle, seed, rounds }) => {
  const random = new Random(seed);
  const laboratory = Laboratory.open(bundle);
  const start = () => laboratory.writer("roam", random.between(0, 2 ** 30));
  try {
    await laboratory.writer("look", 0);
    const team = await Promise.all(Array.from({ length: writers }, start));
    const metronome = new Metronome();
    for (let round = 0; round < rounds; round++) {
      await delay(random.between(0, 150));
      await replace(team, random.between(0, writers - 1), (victim) => laboratory.killed(victim), start);
    }
    const noise = metronome.stop();
    const problems = await laboratory.judged();
    const { operations } = laboratory.history();
    const stall = longestStall(operations);
    return {
      problems: [
        ...problems,
        ...(stall > promise + noise ? [`nobody got through for ${stall} ms (the machine itself: ${noise} ms)`] : []),
      ],
      figures: {
        kills: rounds,
        acknowledged: operations.filter(({ outcome }) => outcome === "ok").length,
        stall,
        noise,
      },
    };
  } finally {
    await laboratory.close();
  }
};

async function replace(
  team: WriterProcess[],
  index: number,
  kill: (victim: WriterProcess) => Promise<void>,
  start: () => Promise<WriterProcess>,
): Promise<void> {
  const victim = team[index];
  if (victim !== undefined) {
    await kill(victim);
    team[index] = await start();
  }
}
