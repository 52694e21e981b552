import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { LivenessLimits } from "../../../src/core/locking/liveness";
import { Laboratory } from "../laboratory";
import { Random } from "../random";
import type { Dose, Findings, Scenario } from "../scenario";
import type { WriterProcess } from "../writer-process";

const writers = 3;
const impatient: LivenessLimits = { stale: 30, unwritten: 100, longestGap: 1_500 };

/** Writers are stopped at random points of their changes until others took their locks over, and wake as zombies. */
export const zombies: Scenario = (dose) => stopping(dose, 0);

/** The same, and a third of the stopped ones and of those who run are killed in between. */
export const stopsAndKills: Scenario = (dose) => stopping(dose, 0.33);

async function stopping({ bundle, seed, rounds }: Dose, deadly: number): Promise<Findings> {
  const random = new Random(seed);
  const laboratory = Laboratory.open(bundle);
  const start = () => laboratory.writer("roam", random.between(0, 2 ** 30), impatient);
  let stopped = 0;
  let kills = 0;
  try {
    await laboratory.writer("look", 0);
    const team = await Promise.all(Array.from({ length: writers }, start));
    for (let round = 0; round < rounds; round++) {
      const index = random.between(0, writers - 1);
      const victim = team[index];
      if (victim === undefined) {
        continue;
      }
      stopped += (await stopInside(laboratory, victim, random)) ? 1 : 0;
      await delay(random.between(impatient.stale, 5 * impatient.stale));
      if (random.next() < deadly) {
        // Stopped, or a moment after it woke as a zombie.
        if (random.next() < 0.5) {
          victim.signal("SIGCONT");
          await delay(random.between(0, 3));
        }
        await laboratory.killed(victim);
        team[index] = await start();
        kills++;
      } else {
        victim.signal("SIGCONT");
      }
    }
    const problems = await laboratory.judged();
    const { operations, takeovers } = laboratory.history();
    const count = (outcome: string) => operations.filter((operation) => operation.outcome === outcome).length;
    const figures = { stopped, kills, takeovers, acknowledged: count("ok"), refused: count("fail") };
    return { problems, figures };
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
