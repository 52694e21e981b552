import { spawn } from "node:child_process";
import { once } from "node:events";
import { watch } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { ms, type Result } from "../harness/result";
import { quantile } from "../harness/statistics";
import { type Ground, onGround } from "./ground";
import { queueOf } from "./lockstep-queue";

const cli = join(__dirname, "../../../dist/cli.js");
const warmUps = 2;

interface Latency {
  /** Milliseconds to the first instruction of the command: from the start of the terminal's process, */
  readonly fromStart: number;
  /** and from when all that it changed is on the disk. */
  readonly fromDisk: number;
}

/** `lockstep queue add --start` in a terminal, until the command begins in a worker that has been there. */
export async function latency(executable: string, count: number): Promise<Result> {
  const all = await onGround(executable, (ground) => measure(ground, executable, count + warmUps));
  const counted = all.slice(warmUps);
  const row = (name: string, values: readonly number[]) => ({
    name,
    samples: { time: ms(values), p95: ms([quantile(values, 0.95)]) },
  });
  const fromDisk = counted.map((one) => one.fromDisk);
  return {
    title: `From \`lockstep queue add --start\` in a terminal to the command's first instruction, ${count} times`,
    rows: [
      row(
        "from the start of the terminal's process",
        counted.map((one) => one.fromStart),
      ),
      row("from when its change is on the disk", fromDisk),
    ],
    findings: [{ bar: "queue-latency", values: fromDisk }],
  };
}

async function measure(ground: Ground, executable: string, count: number): Promise<readonly Latency[]> {
  const state = ground.state();
  const id = await queueOf(state, "bench", []);
  await ground.start({ kind: "lockstep", workspace: ground.workspace, unflushed: false });
  const latencies: Latency[] = [];
  for (let nth = 0; nth < count; nth++) {
    latencies.push(await oneCommand(ground, executable, id));
    while ((await state.queues.find(id)).status === "running") {
      await delay(5);
    }
    await delay(100 + Math.random() * 200); // with nothing to do, at another place of every interval
  }
  return latencies;
}

async function oneCommand(ground: Ground, executable: string, id: string): Promise<Latency> {
  const course = ground.course(0);
  const writes: number[] = [];
  const watcher = watch(join(ground.workspace, ".lockstep", "queues"), (_, name) => {
    if (name === `${id}.json`) {
      writes.push(performance.now());
    }
  });
  const reached = readFile(course.goal).then(() => performance.now());
  const begin = performance.now();
  const args = [cli, "--root", ground.workspace, "queue", "add", id, "--start", "--", course.last];
  const [[code], arrival] = await Promise.all([once(spawn(executable, args, { stdio: "ignore" }), "exit"), reached]);
  watcher.close();
  const [, started] = writes; // it adds, it starts; what comes then are the worker's
  if (code !== 0 || started === undefined) {
    throw new Error(`lockstep queue add ended with ${code}, after ${writes.length} changes.`);
  }
  return { fromStart: arrival - begin, fromDisk: arrival - started };
}
