import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { Laboratory } from "../laboratory/laboratory";
import { Random } from "../laboratory/random";
import { longestStall, StallWatch } from "../laboratory/stalls";
import type { WriterProcess } from "../laboratory/writer-process";
import { impatient } from "./limits";
import type { Dose, Findings, Scenario } from "./scenario";
import { Team } from "./team";

const writers = 3;

/** Writers are stopped at random points of their changes until others took their locks over, and wake as zombies. */
export const zombies: Scenario = (dose) => stopping(dose, 0);

/** The same, and a third of the stopped ones and of those who run are killed in between. */
export const stopsAndKills: Scenario = (dose) => stopping(dose, 0.33);

async function stopping({ bundle, seed, rounds }: Dose, deadly: number): Promise<Findings> {
  const random = new Random(seed);
  const laboratory = await Laboratory.open(bundle, { expects: "grows" });
  let stops = 0;
  let kills = 0;
  try {
    const team = await Team.of(writers, laboratory, random, { limits: impatient });
    const stalls = new StallWatch();
    for (let round = 0; round < rounds; round++) {
      const index = random.between(0, writers - 1);
      const victim = team.at(index);
      stops += (await stopInside(laboratory, victim, random)) ? 1 : 0;
      await delay(random.between(impatient.stale, 5 * impatient.stale));
      const dies = random.next() < deadly;
      if (!dies || random.next() < 0.5) {
        victim.signal("SIGCONT");
      }
      if (dies) {
        await delay(random.between(0, 3)); // a moment after it woke as a zombie, or still asleep
        await team.replace(index);
        kills++;
      }
    }
    const problems = await laboratory.judged();
    stalls.note(longestStall(laboratory.history().operations), impatient.stale);
    const { problems: stalled, figures } = stalls.stop();
    return {
      problems: [...problems, ...stalled],
      figures: { stops, kills, ...laboratory.tally.figures, ...figures },
    };
  } finally {
    await laboratory.close();
  }
}

/** Stops the writer at a random instant while the lock is its own. False when that did not come about. */
async function stopInside(laboratory: Laboratory, victim: WriterProcess, random: Random): Promise<boolean> {
  for (let tries = 0; tries < 100; tries++) {
    await delay(random.between(0, 5));
    victim.signal("SIGSTOP");
    if (holderOf(laboratory.lockPath) === victim.pid) {
      return true;
    }
    victim.signal("SIGCONT");
  }
  return false;
}

function holderOf(lockPath: string): number | undefined {
  try {
    const record: { readonly pid?: number } = JSON.parse(readFileSync(lockPath, "utf8").split("\n")[0] ?? "");
    return record.pid;
  } catch {
    return undefined; // no lock, or one without an owner yet
  }
}
