import { setTimeout as delay } from "node:timers/promises";
import type { ContenderName } from "../contenders/all-contenders";
import { ms, type Result } from "../harness/result";
import { largest } from "../harness/statistics";
import { smallDocument, type Workbench } from "../harness/workbench";
import { now } from "../worker/options";

/** A holder is killed while somebody waits: how long until that one is in. */
export async function nextIn(bench: Workbench): Promise<Result> {
  const lockstep = await afterKills(bench, "lockstep", bench.times(20, 6));
  const naive = bench.quick ? [] : await afterKills(bench, "tuned naive", 1);
  return {
    title: "The holder is killed: until the next is in",
    rows: [
      { name: "lockstep", samples: { time: ms(lockstep), worst: ms([largest(lockstep)]) } },
      ...(naive.length === 0 ? [] : [{ name: "tuned naive, once", samples: { time: ms(naive) } }]),
    ],
    findings: [
      { bar: "next-median", values: lockstep },
      { bar: "next-worst", values: [largest(lockstep)] },
    ],
  };
}

async function afterKills(bench: Workbench, name: ContenderName, kills: number): Promise<readonly number[]> {
  const folder = bench.newFolder();
  const waiter = await bench.start(name, folder);
  await waiter.call("seed", smallDocument);
  await waiter.call("letIn");
  const waits: number[] = [];
  for (let kill = 0; kill < kills; kill++) {
    const holder = await bench.start(name, folder);
    await holder.call("hold");
    const letIn = waiter.call("letIn");
    await delay(150 + Math.random() * 250);
    const killedAt = now();
    holder.kill();
    waits.push((await letIn) - killedAt);
    await bench.stop(holder);
  }
  await bench.stop(waiter);
  return waits;
}
