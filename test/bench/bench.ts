/**
 * `npm run bench [-- --quick] [work…]`: Lockstep beside what people would use instead, in one run on one machine. Read the
 * ratios; the times are this machine's. Prints tables and writes JSON to bench-results/. See README.md.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join, relative } from "node:path";
import { describeMachine, findNode } from "./harness/machine";
import type { Result } from "./harness/result";
import { barTable, workTable } from "./harness/tables";
import { Workbench } from "./harness/workbench";
import { bundleWorker } from "./harness/worker-process";
import { works } from "./works/all-works";

const repository = join(__dirname, "../..");

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
  console.log(
    `${Object.entries(machine)
      .map(([name, value]) => `${name}: ${value}`)
      .join("; ")}\n`,
  );
  const begun = Date.now();
  const bench = new Workbench(executable, quick, hasSqlite);
  const results = await runAll(bench, chosen);
  const seconds = Math.round((Date.now() - begun) / 1000);
  const findings = results.flatMap((result) => result.findings);
  console.log(barTable(findings));
  const file = save({ begun: new Date(begun).toISOString(), seconds, quick, machine, results });
  console.log(
    `${seconds} s; load afterwards ${loadavg()
      .map((load) => load.toFixed(1))
      .join(", ")}; every figure is in ${relative(process.cwd(), file)}`,
  );
}

async function runAll(bench: Workbench, chosen: readonly string[]): Promise<readonly Result[]> {
  const results: Result[] = [];
  try {
    for (const [name, work] of Object.entries(works)) {
      if (chosen.length === 0 || chosen.includes(name)) {
        const made = [await work(bench)].flat();
        console.log(made.map(workTable).join("\n"));
        results.push(...made);
      }
    }
    return results;
  } finally {
    await bench.clear();
  }
}

interface Run {
  readonly begun: string;
  readonly seconds: number;
  readonly quick: boolean;
  readonly machine: object;
  readonly results: readonly Result[];
}

function save(run: Run): string {
  const folder = join(repository, "bench-results");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${run.begun.replaceAll(":", "-")}.json`);
  writeFileSync(file, `${JSON.stringify(run, undefined, 1)}\n`);
  return file;
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
