// `lockstep queue add --start` in a terminal, until the command begins in a terminal of a window.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { lockstep } from "../e2e/steps";
import { until } from "../host/poll";
import type { WindowHost } from "../host/window-host";
import { ms, type Result } from "./harness/result";
import { largest, quantile } from "./harness/statistics";

const warmUps = 2;

interface Latency {
  /** Milliseconds to the command's first instruction: from the start of the terminal's process, and from its end. */
  readonly fromStart: number;
  readonly fromEnd: number;
}

/** A window has the folder open; nobody else works there. */
export async function queueInWindow(host: WindowHost, count: number): Promise<Result> {
  await lockstep(host.workspace, "queue", "create", "bench");
  const all: Latency[] = [];
  for (let nth = 0; nth < warmUps + count; nth++) {
    all.push(await once(host.workspace, `begun-${nth}`));
  }
  const counted = all.slice(warmUps);
  const row = (name: string, values: readonly number[]) => ({
    name,
    samples: { time: ms(values), p95: ms([quantile(values, 0.95)]), worst: ms([largest(values)]) },
  });
  return {
    title: `\`lockstep queue add --start\` in a terminal: until the command begins in a window, ${count} times`,
    rows: [
      row(
        "from the start of the terminal's process",
        counted.map(({ fromStart }) => fromStart),
      ),
      row(
        "from its end",
        counted.map(({ fromEnd }) => fromEnd),
      ),
    ],
    findings: [],
  };
}

/** Both read the wall clock of one machine. */
async function once(workspace: string, name: string): Promise<Latency> {
  const start = Date.now();
  await lockstep(workspace, "queue", "add", "bench", "--start", "--", `date +%s%N > ${name}`);
  const end = Date.now();
  const text = await until("the command to begin", async () => {
    const written = await readFile(join(workspace, name), "utf8").catch(() => "");
    return written.endsWith("\n") && written;
  });
  await until("the queue to end", async () => {
    const { status } = JSON.parse(await lockstep(workspace, "--json", "queue", "show", "bench"));
    return status === "completed";
  });
  await delay(100 + Math.random() * 200); // with nothing to do, at another place of every interval
  const begun = Number(text) / 1e6;
  return { fromStart: begun - start, fromEnd: begun - end };
}
