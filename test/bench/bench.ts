/**
 * `npm run bench [-- --quick] [work…]`: Lockstep beside what people would use instead, in one run on one machine. Read the
 * ratios; the times are this machine's. Prints tables and writes JSON to bench-results/. See README.md.
 */
import { describeMachine, findNode } from "./harness/machine";
import { describe, saveRun } from "./harness/report";
import type { Result } from "./harness/result";
import { barTable, counterLine, workTable } from "./harness/tables";
import { Workbench } from "./harness/workbench";
import { bundleWorker } from "./harness/worker-process";
import { works } from "./works/all-works";

async function main(args: readonly string[]): Promise<void> {
  const quick = args.includes("--quick");
  const chosen = args.filter((arg) => arg !== "--quick");
  const unknown = chosen.find((name) => works[name] === undefined);
  if (unknown !== undefined) {
    throw new Error(`There is no work "${unknown}", only ${Object.keys(works).join(", ")} and --quick.`);
  }
  await bundleWorker();
  const { executable, hasSqlite } = await findNode();
  const machine = describeMachine(executable);
  console.log(describe(machine));
  const begun = new Date();
  const results = await runAll(new Workbench(executable, quick, hasSqlite), chosen);
  console.log(barTable(results.flatMap((result) => result.findings)));
  console.log(saveRun(begun, { quick, machine, results }));
}

async function runAll(bench: Workbench, chosen: readonly string[]): Promise<readonly Result[]> {
  const results: Result[] = [];
  try {
    for (const [name, work] of Object.entries(works)) {
      if (chosen.length === 0 || chosen.includes(name)) {
        const made = [await work(bench)].flat();
        const counters = bench.takeCounters();
        console.log([...made.map(workTable), counterLine(counters)].join("\n"));
        results.push(...made.map((result) => ({ ...result, counters })));
      }
    }
    return results;
  } finally {
    await bench.clear();
  }
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
