/**
 * `npm run bench:windows [-- --quick]`: two windows of the real VS Code on one folder. A key that sets a bookmark in one of
 * them, until its row is in the other one's page; and a command that a terminal adds to a queue, until it begins in one of
 * them. Prints tables, writes JSON to bench-results/, ends with 1 when over the bar.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { goToLine, showLockstep } from "../e2e/steps";
import { onStopSignal } from "../host/process";
import type { VSCodeWindow } from "../host/window";
import { WindowHost } from "../host/window-host";
import { bars, judge } from "./harness/bars";
import { describeMachine } from "./harness/machine";
import { keyDown, rowShown } from "./harness/page-clock";
import { describe, saveRun } from "./harness/report";
import { type Finding, ms, type Result } from "./harness/result";
import { largest, quantile } from "./harness/statistics";
import { barTable, workTable } from "./harness/tables";
import { queueInWindow } from "./queue-in-window";

const toggle = "Control+Alt+K";
const file = "lines.txt";
const warmUps = 5;
/** Milliseconds without anything to do before a sample. */
const shortestPause = 200;
const longestPause = 600;

const textOf = (line: number): string => `This is line number ${line}`;

interface Latency {
  /** Milliseconds from the key to the row in the same window, and in the other one. */
  readonly here: number;
  readonly there: number;
}

async function main(args: readonly string[]): Promise<void> {
  const quick = args.includes("--quick");
  const samples = quick ? 15 : 60;
  const begun = new Date();
  const host = await WindowHost.start();
  onStopSignal(() => host.stop());
  try {
    const { version } = host.server.version;
    const machine = { ...describeMachine(process.execPath), vscode: version, browser: host.browser.version() };
    console.log(describe(machine));
    const result = resultOf(await measure(host, warmUps + samples));
    const queued = await queueInWindow(host, quick ? 5 : 20);
    console.log(`${workTable(result)}\n${workTable(queued)}\n${barTable(result.findings, ["windows"])}`);
    console.log(saveRun(begun, { quick, machine, results: [result, queued] }, "-windows"));
    const missed = result.findings.some((finding) => judge(bars[finding.bar], finding) === "missed");
    process.exitCode = missed ? 1 : 0;
  } finally {
    await host.stop();
  }
}

async function measure(host: WindowHost, samples: number): Promise<readonly Latency[]> {
  const lines = Array.from({ length: samples + 1 }, (_, index) => textOf(index + 1));
  await writeFile(join(host.workspace, file), lines.join("\n"));
  const [here, there] = await host.openTwo();
  await showLockstep(here, there);
  await goToLine(here, file, 1);
  const latencies: Latency[] = [];
  for (let line = 1; line <= samples; line++) {
    await delay(shortestPause + Math.random() * (longestPause - shortestPause));
    latencies.push(await once(here, there, textOf(line)));
  }
  return latencies;
}

/** Sets a bookmark, takes it away again, and goes to the next line: the lists stay short, each row is a new one. */
async function once(here: VSCodeWindow, there: VSCodeWindow, label: string): Promise<Latency> {
  const [pressed, shownHere, shownThere] = [
    await keyDown(here, "KeyK"),
    await rowShown(here, label),
    await rowShown(there, label),
  ];
  await here.press(toggle);
  const [begin, ...shown] = await Promise.all([pressed(), shownHere(), shownThere()]);
  await here.press(toggle, "ArrowDown");
  for (const window of [here, there]) {
    await window.view("Bookmarks").waitForLabels("no such row", (labels) => !labels.includes(label));
  }
  return { here: shown[0] - begin, there: shown[1] - begin };
}

function resultOf(all: readonly Latency[]): Result {
  const counted = all.slice(warmUps);
  const samplesOf = (values: readonly number[]) => ({
    time: ms(values),
    p95: ms([quantile(values, 0.95)]),
    worst: ms([largest(values)]),
  });
  const there = counted.map((latency) => latency.there);
  const findings: readonly Finding[] = [{ bar: "windows", values: [quantile(there, 0.95)] }];
  return {
    title: `A key that sets a bookmark in window A: until its row is there, ${counted.length} times`,
    rows: [
      { name: "in window A", samples: samplesOf(counted.map((latency) => latency.here)) },
      { name: "in window B", samples: samplesOf(there) },
    ],
    findings,
  };
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
