import { Laboratory } from "../laboratory/laboratory";
import { Random } from "../laboratory/random";
import { StallWatch } from "../laboratory/stalls";
import { refusals } from "../laboratory/writer-process";
import { Corpse, leaveCorpse } from "./corpse";
import type { Scenario } from "./scenario";

const herdSize = 5;

/** About so many calls does a change with a takeover make. */
const mostCalls = 60;

/** A herd of writers finds the lock of a dead one; one of the herd dies, too, at a random call of its own change. */
export const herds: Scenario = async ({ bundle, seed, rounds }) => {
  const random = new Random(seed);
  const laboratory = await Laboratory.open(bundle);
  const problems: string[] = [];
  let deaths = 0;
  try {
    await laboratory.change();
    await leaveCorpse(laboratory);
    const corpse = Corpse.in(laboratory.root);
    const herd = [...(await laboratory.writers(herdSize))];
    const stalls = new StallWatch();
    for (let round = 0; round < rounds; round++) {
      await laboratory.clear();
      await laboratory.change();
      corpse.lay();
      const unlucky = random.between(0, herdSize - 1);
      const at = random.between(1, mostCalls);
      const begun = performance.now();
      const ended = await Promise.all(
        herd.map(async (writer, index) => {
          const fault = index === unlucky ? ({ kind: "die", at } as const) : undefined;
          const end = await writer.perform(laboratory.newAdd(), fault);
          stalls.note(performance.now() - begun);
          return end;
        }),
      );
      if (ended[unlucky]?.r === "dead") {
        deaths++;
        await laboratory.killed(herd[unlucky] as (typeof herd)[number]);
        herd[unlucky] = await laboratory.writer();
      }
      await laboratory.change();
      const refused = ended.flatMap((end, index) => (index === unlucky ? [] : refusals(end)));
      const found = [...refused, ...(await laboratory.judgedRound())];
      problems.push(...found.map((problem) => `round ${round}, death at call ${at}: ${problem}`));
    }
    const { problems: stalled, figures } = stalls.stop();
    return {
      problems: [...problems, ...stalled],
      figures: { rounds, deaths, ...laboratory.tally.figures, ...figures },
    };
  } finally {
    await laboratory.close();
  }
};
