import assert from "node:assert/strict";
import { progressOf } from "../../../../src/core/records/progress";

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();

describe("progress", () => {
  it("is all zero of nothing", () => {
    const { tokens, ...counts } = progressOf([]);
    assert.deepEqual([...Object.values(counts), ...Object.values(tokens)], Array(15).fill(0));
  });

  it("counts, and adds up what is known", () => {
    const progress = progressOf([
      { status: "completed", startedAt: at(0), completedAt: at(5), costUsd: 0.5, tokens: { input: 10, output: 2 } },
      { status: "failed", startedAt: at(5), completedAt: at(7), tokens: { input: 1, output: 1, cacheRead: 9 } },
      { status: "running", startedAt: at(7) },
      { status: "pending" },
      { status: "skipped" },
    ]);
    assert.deepEqual(progress, {
      pending: 1,
      running: 1,
      paused: 0,
      completed: 1,
      failed: 1,
      skipped: 1,
      interrupted: 0,
      total: 5,
      ended: 3,
      costUsd: 0.5,
      tokens: { input: 11, output: 3, cacheRead: 9, cacheWrite: 0 },
      durationMs: 7000,
    });
  });

  it("does not run backwards when a clock was set back", () =>
    assert.equal(progressOf([{ status: "completed", startedAt: at(5), completedAt: at(1) }]).durationMs, 0));
});
