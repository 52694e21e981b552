import assert from "node:assert/strict";
import fc from "fast-check";
import type { UsageEntry } from "../../../../src/core/usage/usage-entry";
import { totalOf, totalsOf, usageGroupings } from "../../../../src/core/usage/usage-totals";

const entry = (rest: object = {}): UsageEntry => ({
  id: "any",
  at: "2026-11-21T12:00:00.000Z",
  provider: "p",
  operation: "o",
  ...rest,
});
const nothing = {
  entries: 0,
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  costUsd: 0,
  unpriced: 0,
};

describe("totals of usage", () => {
  it("add up everything that is said, and say how many tell no cost", () => {
    const all = [
      entry({ inputTokens: 10, outputTokens: 1, cacheReadTokens: 5, costUsd: 0.5 }),
      entry({ inputTokens: 20, cacheWriteTokens: 7 }),
      entry(),
    ];
    assert.deepEqual(totalsOf(all, "total"), [
      {
        entries: 3,
        inputTokens: 30,
        outputTokens: 1,
        cacheReadTokens: 5,
        cacheWriteTokens: 7,
        costUsd: 0.5,
        unpriced: 2,
      },
    ]);
  });

  it("of nothing are nothing", () => {
    assert.deepEqual(totalsOf([], "total"), [nothing]);
    assert.deepEqual(totalsOf([], "day"), []);
  });

  it("have the days of UTC in their order", () => {
    const days = ["2026-11-22T00:30:00.000Z", "2026-11-22T00:30:00+01:00", "2026-10-01T00:00:00Z"];
    assert.deepEqual(
      totalsOf(
        days.map((at) => entry({ at })),
        "day",
      ).map(({ key }) => key),
      ["2026-10-01", "2026-11-21", "2026-11-22"],
    );
  });

  it("have the dearest first, and what belongs to none without a key", () => {
    const all = [
      entry({ model: "small", costUsd: 0.1 }),
      entry({ costUsd: 0.15 }),
      entry({ model: "large", costUsd: 2 }),
      entry({ model: "free", inputTokens: 3 }),
      entry({ model: "a" }),
      entry({ model: "small", costUsd: 0.2 }),
    ];
    assert.deepEqual(
      totalsOf(all, "model").map(({ key, costUsd }) => [key, costUsd]),
      [
        ["large", 2],
        ["small", 0.3],
        [undefined, 0.15],
        ["free", 0],
        ["a", 0],
      ],
    );
  });

  it("are by operation, provider and queue likewise", () => {
    const all = [entry({ operation: "x", provider: "y", queue: "z" }), entry({ operation: "x", provider: "y" })];
    assert.deepEqual(
      (["operation", "provider", "queue"] as const).map((by) =>
        totalsOf(all, by).map(({ key, entries }) => [key, entries]),
      ),
      [
        [["x", 2]],
        [["y", 2]],
        [
          [undefined, 1],
          ["z", 1],
        ],
      ],
    );
  });

  it("of money are exact, even of a hundred thousand entries and of the smallest and largest", () => {
    assert.equal(totalOf(Array(100_000).fill(entry({ costUsd: 0.1 }))).costUsd, 10_000);
    assert.equal(totalOf(Array(1_000).fill(entry({ costUsd: 0.000_000_001 }))).costUsd, 0.000_001);
    assert.equal(totalOf(Array(100_000).fill(entry({ costUsd: 1_000_000 }))).costUsd, 1e11);
    assert.equal(totalOf([0.1, 0.2].map((costUsd) => entry({ costUsd }))).costUsd, 0.3);
  });

  it("of money are what a sum of whole nano-dollars is, in any order", () => {
    const nano = fc.integer({ min: 0, max: 1e12 });
    fc.assert(
      fc.property(fc.array(nano), (amounts) => {
        const all = amounts.map((amount) => entry({ costUsd: amount / 1e9 }));
        const expected = amounts.reduce((sum, amount) => sum + amount, 0) / 1e9;
        assert.equal(totalOf(all).costUsd, expected);
        assert.equal(totalOf(all.toReversed()).costUsd, expected);
      }),
    );
  });

  it("count every entry once, whatever they are by", () => {
    const some = fc.record({
      at: fc.constantFrom("2026-11-21T12:00:00.000Z", "2026-11-22T12:00:00.000Z"),
      model: fc.constantFrom("a", "b", undefined),
      queue: fc.constantFrom("q", undefined),
      inputTokens: fc.constantFrom(0, 1, 7, undefined),
    });
    fc.assert(
      fc.property(fc.array(some), fc.constantFrom(...usageGroupings), (records, by) => {
        const all = records.map((record) => entry(record));
        const totals = totalsOf(all, by);
        const sum = (field: "entries" | "inputTokens" | "unpriced") =>
          totals.reduce((count, total) => count + total[field], 0);
        assert.equal(sum("entries"), all.length);
        assert.equal(sum("inputTokens"), totalOf(all).inputTokens);
        assert.equal(sum("unpriced"), all.length);
      }),
    );
  });
});
