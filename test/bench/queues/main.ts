/**
 * `npm run bench:queues [-- --quick]`: commands that do nothing through a queue of Lockstep, beside tsp and nq, in one run.
 * Prints tables, writes JSON to bench-results/, ends with 1 when a bar is missed. See ../README.md.
 */
import { bars, judge } from "../harness/bars";
import { describeMachine, findNode } from "../harness/machine";
import { describe, saveRun } from "../harness/report";
import { barTable, workTable } from "../harness/tables";
import { inTurn } from "./in-turn";
import { latency } from "./latency";
import { together } from "./together";
import { bundleQueueWorker } from "./worker-process";

async function main(args: readonly string[]): Promise<void> {
  const quick = args.includes("--quick");
  const begun = new Date();
  await bundleQueueWorker();
  const { executable } = await findNode();
  const machine = describeMachine(executable);
  console.log(describe(machine));
  const works = [
    () => inTurn(executable, quick ? { rounds: 3, count: 200 } : { rounds: 3, count: 1_000 }),
    () => together(executable, quick ? { rounds: 2, count: 80 } : { rounds: 3, count: 400 }),
    () => latency(executable, quick ? 10 : 40),
  ];
  const results = [];
  for (const work of works) {
    const result = await work();
    console.log(workTable(result));
    results.push(result);
  }
  const findings = results.flatMap((result) => result.findings);
  console.log(
    barTable(findings, [
      "queue-overhead-tsp",
      "queue-overhead-nq",
      "queue-whole-tsp",
      "queue-whole-nq",
      "queue-latency",
    ]),
  );
  console.log(saveRun(begun, { quick, machine, results }, "-queues"));
  process.exitCode = findings.some((finding) => judge(bars[finding.bar], finding) === "missed") ? 1 : 0;
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
