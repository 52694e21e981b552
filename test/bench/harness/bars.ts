import type { Finding, Unit } from "./result";
import { median, quantile } from "./statistics";

/** What Lockstep sets itself: a must, and where there is one a stretch. */
export interface Bar {
  readonly work: string;
  readonly unit: Unit;
  readonly sense: "at most" | "at least";
  readonly must: number;
  readonly stretch?: number;
  /** The script that measures it, where `npm run bench` does not. */
  readonly script?: string;
}

const atMost = (work: string, unit: Unit, must: number, stretch?: number): Bar => ({
  work,
  unit,
  sense: "at most",
  must,
  ...(stretch === undefined ? {} : { stretch }),
});
const atLeast = (work: string, unit: Unit, must: number, stretch?: number): Bar => ({
  ...atMost(work, unit, must, stretch),
  sense: "at least",
});

const inEditor = (work: string, unit: Unit, must: number): Bar => ({
  ...atMost(work, unit, must),
  script: "bench:editor",
});

const inQueues = (work: string, unit: Unit, must: number, stretch?: number): Bar => ({
  ...atMost(work, unit, must, stretch),
  script: "bench:queues",
});

/** Issue 3, section 3, in its order, issue 4, section 4, and issue 5, section 5. */
export const bars = {
  "apart-floor": atMost("uncontended 2 KB, vs floor", "×", 1.5, 1),
  "apart-naive": atMost("uncontended 2 KB, vs proper-lockfile + write-file-atomic", "×", 0.65, 0.4),
  "row-small": atMost("back-to-back 2 KB, vs floor", "×", 1.5, 0.8),
  "row-medium": atMost("back-to-back 200 KB, vs floor", "×", 0.9, 0.6),
  "row-large": atMost("back-to-back 2 MB, vs floor", "×", 0.75, 0.5),
  slow: atMost("slow disk (fsync + 4 ms), vs floor", "×", 1.2, 1.05),
  "slow-both": atMost("slow disk (fsync + 4 ms), vs floor with the folder flushed too", "×", 1.2, 1.05),
  "burst-warm": atMost("burst of 1,000, warm, in floor writes", "×", 2, 1),
  "burst-naive": atLeast("burst of 1,000, cold, times as fast as naive", "×", 1000, 1900),
  "burst-sqlite": atLeast("burst of 1,000, cold, times as fast as sqlite", "×", 20, 30),
  "together-naive": atLeast("4 × 250 at once, times as fast as naive", "×", 150, 300),
  "together-sqlite": atLeast("4 × 250 at once, times as fast as sqlite", "×", 7, 14),
  "turns-throughput": atLeast("8 × 200 in turn, throughput vs tuned naive", "×", 1, 1.6),
  "turns-p99": atMost("8 × 200 in turn, p99 vs tuned naive", "×", 1 / 8, 1 / 12),
  "turns-worst": atMost("8 × 200 in turn, worst wait vs tuned naive", "×", 1 / 10, 1 / 20),
  "turns-progress": atLeast("8 × 200 in turn, slowest one when the first is done", "%", 95, 99),
  "next-median": atMost("holder killed → next in, median", "ms", 100, 50),
  "next-worst": atMost("holder killed → next in, worst", "ms", 300, 100),
  "crash-flock": atLeast("crash loop, acknowledged changes vs flock", "×", 0.6, 0.85),
  "crash-stall": atMost("crash loop, longest stall", "ms", 700, 150),
  "crash-left": atMost("crash loop, left over after one more change", "files", 0),
  "notice-p50": atMost("change here → event there, p50", "ms", 10, 5),
  "notice-p95": atMost("change here → event there, p95", "ms", 40, 15),
  windows: { ...atMost("change in window A → row in window B, p95", "ms", 150, 80), script: "bench:windows" },
  "sync-small": atMost("synchronous file time per change, 2 KB, p99", "ms", 0.5, 0.3),
  "sync-large": atMost("synchronous file time per change, 200 KB, p99", "ms", 1, 0.6),
  "sync-slow": atMost("synchronous file time per change, fsync + 20 ms, worst", "ms", 10),
  "many-change": atMost("10,000 bookmarks, one change, vs floor of that size", "×", 1.3),
  "many-warm": atMost("10,000 bookmarks, list, warm", "ms", 1),
  "many-cold": atMost("10,000 bookmarks, list, cold", "ms", 60),
  "editor-activation": inEditor("10,000 bookmarks, what activation adds to the extension host", "ms", 50),
  "editor-settling": inEditor("the same, until all of them are read", "ms", 50),
  "editor-opening": inEditor("opening a file with 500 bookmarks", "ms", 10),
  "editor-character": inEditor("a character in a file with 500 bookmarks", "ms", 1),
  "editor-new-line": inEditor("a new line above 500 bookmarks", "ms", 1),
  "editor-writes": inEditor("writes for one burst of edits", "changes", 1),
  "editor-memory": inEditor("10,000 bookmarks, memory above an empty state", "MB", 30),
  waiting: atMost("a waiting writer, of one core", "%", 1),
  "idle-cpu": atMost("an idle window, of one core", "%", 0.1),
  "idle-timer": atLeast("an idle window, shortest time between two firings of a timer", "s", 10),
  "queue-overhead-tsp": inQueues("a command's overhead, beyond the own spawn of each, vs tsp", "×", 1),
  "queue-overhead-nq": inQueues("a command's overhead, beyond the own spawn of each, vs nq", "×", 1),
  "queue-whole-tsp": inQueues("a command in all, vs tsp", "×", 1),
  "queue-whole-nq": inQueues("a command in all, vs nq", "×", 1),
  "queue-latency": inQueues("added and started in a terminal → runs elsewhere, from the disk", "ms", 50, 20),
} satisfies Record<string, Bar>;

export type BarId = keyof typeof bars;

/** Whether another run may well fall on the other side of the must. */
export function isClose({ must }: Bar, { values }: Finding): boolean {
  return quantile(values, 0.25) < must && must < quantile(values, 0.75);
}

export type Mark = "stretch" | "must" | "missed";

export function judge(bar: Bar, { values }: Finding): Mark {
  const value = median(values);
  const holds = (limit: number) => (bar.sense === "at most" ? value <= limit : value >= limit);
  if (!holds(bar.must)) {
    return "missed";
  }
  return bar.stretch !== undefined && holds(bar.stretch) ? "stretch" : "must";
}
