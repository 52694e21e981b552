import assert from "node:assert/strict";
import type { UsageTotal } from "../../../src/core/usage/usage-totals";
import { barChart } from "../../../src/vscode/usage/bar-chart";
import { usageDays } from "../../../src/vscode/usage/usage-days";

const now = new Date("2026-03-02T12:00:00.000Z");

function total(key: string, costUsd: number): UsageTotal {
  const tokens = { inputTokens: 10, outputTokens: 5, cacheReadTokens: 0, cacheWriteTokens: 0 };
  return { key, costUsd, entries: 1, unpriced: 0, ...tokens };
}

describe("The days of a usage page", () => {
  it("are all of the last ones, oldest first, whatever the month", () => {
    const days = usageDays([total("2026-03-01", 2), total("2026-02-27", 1)], [], { now, count: 4 });
    assert.deepEqual(
      days.map(({ day, costUsd, tokens }) => [day, costUsd, tokens]),
      [
        ["2026-02-27", 1, 15],
        ["2026-02-28", 0, 0],
        ["2026-03-01", 2, 15],
        ["2026-03-02", 0, 0],
      ],
    );
  });

  it("have the run times of what began on them, also of what still runs", () => {
    const jobs = [
      { status: "completed", startedAt: "2026-03-01T23:59:00.000Z", completedAt: "2026-03-02T00:01:00.000Z" },
      { status: "running", startedAt: "2026-03-02T11:59:30.000Z" },
      { status: "failed", startedAt: "2026-03-02T11:00:00.000Z", completedAt: "2026-03-02T10:00:00.000Z" },
      { status: "skipped", completedAt: "2026-03-02T11:00:00.000Z" },
      { status: "interrupted", startedAt: "2026-03-02T11:00:00.000Z" },
    ] as const;
    const days = usageDays([], jobs, { now, count: 2 });
    assert.deepEqual(
      days.map(({ runTime }) => runTime),
      [120_000, 30_000],
    );
  });
});

describe("A bar chart", () => {
  it("draws the highest bar as high as there is room, and says in words what it shows", () => {
    const bars = [1, 0, 4].map((value) => ({ label: `<${value}>`, value, title: `${value} & more` }));
    const chart = barChart({ bars, description: 'A "chart"', most: "4", kind: "cost" });
    const heights = [...chart.matchAll(/class="cost" .*? height="([\d.]+)"/g)].map(([, height]) => Number(height));
    assert.deepEqual(heights, [29, 0, 116]);
    assert.match(chart, /aria-label="A &quot;chart&quot;"/);
    assert.match(chart, /<title>4 &amp; more<\/title>/);
    assert.match(chart, /<text x="0" y="146">&lt;1&gt;<\/text>/);
  });

  it("is flat where there is nothing", () => {
    const chart = barChart({ bars: [{ label: "a", value: 0, title: "a" }], description: "", most: "0", kind: "time" });
    assert.match(chart, /class="time" .*? height="0"/);
    assert.doesNotMatch(chart, /NaN|Infinity/);
  });
});
