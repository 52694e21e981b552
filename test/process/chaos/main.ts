import { parseArgs } from "node:util";
import { WriterBundle } from "./laboratory/bundle";
import { scenarios } from "./scenarios/all";

/** `npm run chaos -- --minutes 10 --seed 1 --only kills`: runs the scenarios in turn until the time is up. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { minutes: { type: "string" }, seed: { type: "string" }, only: { type: "string" } },
  });
  const end = performance.now() + Number(values.minutes ?? 5) * 60_000;
  const names = Object.keys(scenarios).filter((name) => values.only === undefined || name === values.only);
  let failed = false;
  const bundle = WriterBundle.make();
  try {
    let seed = Number(values.seed ?? Date.now() % 1_000_000);
    do {
      for (const name of names) {
        failed = !(await tell(name, bundle.path, seed)) || failed;
      }
      seed++;
    } while (performance.now() < end);
  } finally {
    bundle.remove();
  }
  process.exitCode = failed ? 1 : 0;
}

async function tell(name: string, bundle: string, seed: number): Promise<boolean> {
  const entry = scenarios[name];
  if (entry === undefined) {
    throw new RangeError(`There is no scenario ${name}.`);
  }
  const begun = performance.now();
  const { problems, figures, skipped } = await entry.run({ bundle, seed, rounds: entry.rounds });
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
  const numbers = Object.entries(figures).map(([label, value]) => `${label} ${Math.round(value)}`);
  const verdict = skipped === undefined ? (problems.length === 0 ? "ok" : "FAILED") : `skipped: ${skipped}`;
  console.log(`${name}, seed ${seed}, ${seconds} s: ${verdict}; ${numbers.join(", ")}`);
  for (const problem of problems.slice(0, 20)) {
    console.log(`  ${problem}`);
  }
  return problems.length === 0;
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
