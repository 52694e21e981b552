import { documentOf } from "../contenders/contender";
import { ms, type Result } from "../harness/result";
import { largest, quantile } from "../harness/statistics";
import { smallDocument, type Workbench, type WorkerFaults } from "../harness/workbench";
import type { LongestCall } from "../worker/sync-meter";

/** How long a change keeps everything else in the process waiting for the file system. */
export async function eventLoop(bench: Workbench): Promise<Result> {
  const small = await measure(bench, smallDocument, bench.times(1_000, 200));
  const large = await measure(bench, documentOf(200_000), bench.times(400, 60));
  const slow = await measure(bench, smallDocument, bench.times(60, 20), { fsyncDelay: 20 });
  const all = [...small.calls, ...large.calls, ...slow.calls];
  const longest = all.toSorted((a, b) => b.milliseconds - a.milliseconds).slice(0, 5);
  const row = (name: string, { values }: Measured) => ({
    name,
    samples: { time: ms(values), p99: ms([quantile(values, 0.99)]), worst: ms([largest(values)]) },
  });
  return {
    title: "Synchronous file-system time on the event loop, per change",
    rows: [row("2 KB", small), row("200 KB", large), row("2 KB, flushes take 20 ms longer", slow)],
    findings: [
      { bar: "sync-small", values: [quantile(small.values, 0.99)] },
      { bar: "sync-large", values: [quantile(large.values, 0.99)] },
      { bar: "sync-slow", values: [largest(slow.values)] },
    ],
    notes: [
      `The longest calls: ${longest.map((call) => `${call.name} ${call.milliseconds.toFixed(1)} ms`).join(", ")}.`,
    ],
  };
}

interface Measured {
  readonly values: readonly number[];
  readonly calls: readonly LongestCall[];
}

async function measure(bench: Workbench, text: string, changes: number, faults: WorkerFaults = {}): Promise<Measured> {
  const worker = await bench.startAlone("lockstep", text, { ...faults, metered: true });
  await worker.call("synchronous", 20); // warms up
  const spent = await worker.call("synchronous", changes);
  await bench.stop(worker);
  return { values: spent.map(({ milliseconds }) => milliseconds), calls: spent.map(({ longest }) => longest) };
}
