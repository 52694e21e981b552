import { setTimeout as delay } from "node:timers/promises";
import { ms, type Result } from "../harness/result";
import { largest, quantile } from "../harness/statistics";
import type { Workbench } from "../harness/workbench";
import { bookmarksText, idOf, seedBookmarks } from "./bookmarks";

/** Milliseconds after which an event counts as missed. */
const patience = 3_000;

/** From asking for a change in one process to the service's event in another; the change itself is part of it. */
export async function notice(bench: Workbench): Promise<Result> {
  const folder = bench.newFolder();
  await seedBookmarks(folder, bookmarksText(6));
  const [here, there] = await Promise.all([bench.start("lockstep", folder), bench.start("lockstep", folder)]);
  await Promise.all([here.call("openWindow"), there.call("openWindow")]);
  const change = async (index: number) => {
    await delay(20 + Math.random() * 60);
    const begin = await here.call("label", idOf(index % 6), `label ${index} again`);
    const event = await there.call("eventAfter", begin, patience);
    return event === undefined ? patience : event - begin;
  };
  const latencies: number[] = [];
  for (let index = 0; index < bench.times(220, 70); index++) {
    latencies.push(await change(index));
  }
  await bench.stop(here, there);
  const counted = latencies.slice(20);
  return {
    title: "A change in one process: until its event in another",
    rows: [{ name: "lockstep", samples: { time: ms(counted), worst: ms([largest(counted)]) } }],
    findings: [
      { bar: "notice-p50", values: counted },
      { bar: "notice-p95", values: [quantile(counted, 0.95)] },
    ],
  };
}
