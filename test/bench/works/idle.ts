import { setTimeout as delay } from "node:timers/promises";
import { percent, type Result, type Sample, sample } from "../harness/result";
import type { Workbench } from "../harness/workbench";
import type { WorkerProcess } from "../harness/worker-process";
import type { TimerFirings } from "../worker/timer-meter";
import { bookmarksText, seedBookmarks } from "./bookmarks";

/** Milliseconds for what the opening leaves to do, V8's tidying of the heap among it, which is due once after 8 s. */
const settling = 12_000;
/** Milliseconds after which the CPU time is read. What V8 does once, if it is later than that, is in one of them only. */
const slice = 10_000;

interface Idleness extends TimerFirings {
  /** Per cent of one core, slice by slice. */
  readonly cpu: readonly number[];
}

/** A window that watches its state folder and shows itself to the others, while nobody does anything. */
export async function idle(bench: Workbench): Promise<Result> {
  const slices = bench.times(7, 3);
  const [window, nothing] = await Promise.all([openWindow(bench), openNothing(bench)]);
  await delay(settling);
  const [idled, idledToo] = await Promise.all([watch(window, slices), watch(nothing, slices)]);
  await bench.stop(window, nothing);
  const { cpu, shortest } = idled;
  return {
    title: `An idle window, ${(slices * slice) / 1000} s`,
    rows: [
      { name: "lockstep", samples: samplesOf(idled) },
      { name: "a process that does nothing", samples: samplesOf(idledToo) },
    ],
    findings: [
      { bar: "idle-cpu", values: cpu },
      { bar: "idle-timer", values: [seconds(shortest?.interval ?? Number.POSITIVE_INFINITY)] },
    ],
    notes: shortest === undefined ? [] : [`The timer that fires most often is made in ${shortest.place}.`],
  };
}

async function openWindow(bench: Workbench): Promise<WorkerProcess> {
  const folder = bench.newFolder();
  await seedBookmarks(folder, bookmarksText(100));
  const window = await bench.start("lockstep", folder, { timed: true });
  await window.call("openWindow");
  await window.call("attach");
  await window.call("list", 1);
  return window;
}

function openNothing(bench: Workbench): Promise<WorkerProcess> {
  return bench.start("floor", bench.newFolder(), { timed: true });
}

async function watch(worker: WorkerProcess, slices: number): Promise<Idleness> {
  await worker.call("timerFirings");
  await worker.call("cpuShare");
  const cpu: number[] = [];
  for (let i = 0; i < slices; i++) {
    await delay(slice);
    cpu.push(await worker.call("cpuShare"));
  }
  return { cpu, ...(await worker.call("timerFirings")) };
}

function samplesOf({ cpu, firings, shortest }: Idleness): Readonly<Record<string, Sample>> {
  return {
    "of one core": percent(cpu),
    "timers fired": sample("firings", firings),
    ...(shortest === undefined ? {} : { "shortest interval": sample("s", seconds(shortest.interval)) }),
  };
}

/** To the hundredth: a timer is some milliseconds early or late. */
const seconds = (milliseconds: number): number => Math.round(milliseconds / 10) / 100;
