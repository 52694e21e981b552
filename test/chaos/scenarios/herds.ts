import { Laboratory } from "../laboratory";
import { Random } from "../random";
import type { Scenario } from "../scenario";
import type { WriterProcess } from "../writer-process";
import { leaveCorpse } from "./corpse";

const herdSize = 5;

/** About so many calls does a change with a takeover make. */
const mostCalls = 60;

/** A herd of writers finds the lock of a dead one; one of the herd dies, too, at a random call of its own change. */
export const herds: Scenario = async ({ bundle, seed, rounds }) => {
  const random = new Random(seed);
  const laboratory = Laboratory.open(bundle);
  const start = () => laboratory.writer("obey", 0);
  const problems: string[] = [];
  const recoveries: number[] = [];
  let deaths = 0;
  try {
    const herd = await Promise.all(Array.from({ length: herdSize }, start));
    await laboratory.change();
    for (let round = 0; round < rounds; round++) {
      await leaveCorpse(laboratory, `corpse${round}`);
      const begun = performance.now();
      const unlucky = random.between(0, herdSize - 1);
      const at = random.between(1, mostCalls);
      const ended = await Promise.all(
        herd.map(async (writer: WriterProcess, index) => {
          const fault =
            index === unlucky ? ({ kind: "die", at, when: "before" } as const) : ({ kind: "none" } as const);
          const news = await writer.perform({ f: "add", value: `${round}-${index}` }, fault);
          recoveries.push(performance.now() - begun);
          return news;
        }),
      );
      problems.push(
        ...ended.flatMap((news) =>
          news.r === "done" && news.outcome !== "ok" ? [`round ${round}: ${news.error}`] : [],
        ),
      );
      if (ended[unlucky]?.r === "dead") {
        deaths++;
        herd[unlucky] = await start();
      }
      await laboratory.change();
      problems.push(...laboratory.leftOvers().map((name) => `round ${round}, death at call ${at}: ${name}`));
    }
    const judged = await laboratory.judged();
    const { takeovers } = laboratory.history();
    return {
      problems: [...problems, ...judged],
      figures: { rounds, deaths, takeovers, slowest: Math.max(...recoveries) },
    };
  } finally {
    await laboratory.close();
  }
};
