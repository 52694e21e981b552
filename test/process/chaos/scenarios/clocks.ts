import { setTimeout as delay } from "node:timers/promises";
import { monotonic, type Operation } from "../checker/history";
import { Laboratory } from "../laboratory/laboratory";
import { Random } from "../laboratory/random";
import { StallWatch } from "../laboratory/stalls";
import { killing } from "./kills";
import { drowsy } from "./limits";
import type { Scenario } from "./scenario";
import { Team } from "./team";

const writers = 4;

/** Writers whose wall clocks step by hours and years are killed at random instants. */
export const clocks: Scenario = (dose) => killing(dose, { clock: "steps" });

/** In nanoseconds of the monotonic clock. */
interface Sleep {
  readonly from: number;
  readonly to: number;
}

/** The computer sleeps: all writers stop for longer than a heartbeat may be away, and go on. */
export const commonSleep: Scenario = async ({ bundle, seed, rounds }) => {
  const random = new Random(seed);
  const laboratory = await Laboratory.open(bundle, { expects: "grows" });
  const sleeps: Sleep[] = [];
  try {
    const team = await Team.of(writers, laboratory, random, { clock: "steps", limits: drowsy });
    const stalls = new StallWatch();
    for (let round = 0; round < rounds; round++) {
      await delay(random.between(50, 150));
      const from = monotonic();
      team.all.forEach((writer) => void writer.signal("SIGSTOP"));
      await delay(random.between(drowsy.stale, 2 * drowsy.stale));
      team.all.forEach((writer) => void writer.signal("SIGCONT"));
      sleeps.push({ from, to: monotonic() });
    }
    await delay(random.between(50, 150));
    const problems = await laboratory.judged();
    stalls.note(Math.max(...laboratory.history().operations.map((operation) => awake(operation, sleeps))));
    const { problems: stalled, figures } = stalls.stop();
    return {
      problems: [...problems, ...stalled],
      figures: { sleeps: rounds, ...laboratory.tally.figures, ...figures },
    };
  } finally {
    await laboratory.close();
  }
};

/** For how many milliseconds somebody who got an answer waited for it while nobody slept. */
function awake({ invoked, returned, outcome }: Operation, sleeps: readonly Sleep[]): number {
  if (outcome === "unknown") {
    return 0;
  }
  const slept = sleeps.map(({ from, to }) => Math.max(0, Math.min(to, returned) - Math.max(from, invoked)));
  return (returned - invoked - slept.reduce((sum, each) => sum + each, 0)) / 1e6;
}
