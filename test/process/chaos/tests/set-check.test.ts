import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { type HistoryEvent, historyOf } from "../checker/history";
import { checkHistory, checkLog } from "../checker/verdict";

const invoke = (p: string, i: number, t: number, value: string): HistoryEvent => ({
  e: "invoke",
  p,
  i,
  t,
  call: { f: "add", value },
});
const ok = (p: string, i: number, t: number): HistoryEvent => ({ e: "ok", p, i, t });
const fail = (p: string, i: number, t: number): HistoryEvent => ({ e: "fail", p, i, t, code: "LOCK_LOST" });
const sight = (begun: number, t: number, count: number): HistoryEvent => ({
  e: "sight",
  p: "reader",
  begun,
  t,
  count,
  registers: {},
});

const problemsOf = (entries: readonly string[], ...events: readonly HistoryEvent[]) =>
  checkHistory(historyOf(events), entries);

const aThenB = [invoke("p", 0, 0, "a"), ok("p", 0, 1), invoke("q", 0, 2, "b"), ok("q", 0, 3)];

describe("the checker of added entries", () => {
  it("finds nothing wrong when each acknowledged one is there once", () => {
    assert.deepEqual(problemsOf(["a", "b"], ...aThenB), []);
  });

  it("finds an acknowledged one that is missing", () => {
    const [problem, ...others] = problemsOf(["b"], ...aThenB);
    assert.match(problem ?? "", /acknowledged, but lost: .* p add a/);
    assert.deepEqual(others, []);
  });

  it("finds one that is there twice, was never asked for, or was refused", () => {
    assert.match(problemsOf(["a", "b", "a"], ...aThenB).join("\n"), /applied twice: a/);
    assert.match(problemsOf(["a", "x", "b"], ...aThenB).join("\n"), /never asked for: x/);
    assert.match(problemsOf(["a"], invoke("p", 0, 0, "a"), fail("p", 0, 1)).join("\n"), /refused: .* add a/);
  });

  it("lets a killed one be there or not", () => {
    assert.deepEqual(problemsOf([], invoke("p", 0, 0, "a")), []);
    assert.deepEqual(problemsOf(["a"], invoke("p", 0, 0, "a")), []);
  });

  it("finds an order that contradicts time", () => {
    assert.match(problemsOf(["b", "a"], ...aThenB).join("\n"), /stands behind/);
    const overlapping = [invoke("p", 0, 0, "a"), invoke("q", 0, 1, "b"), ok("q", 0, 2), ok("p", 0, 3)];
    assert.deepEqual(problemsOf(["b", "a"], ...overlapping), []);
  });

  it("finds a read that missed what was acknowledged, or saw what was not yet asked for", () => {
    assert.deepEqual(problemsOf(["a", "b"], ...aThenB, sight(2, 4, 1)), []);
    assert.match(problemsOf(["a", "b"], ...aThenB, sight(4, 5, 1)).join("\n"), /missed by a later read: b/);
    assert.match(problemsOf(["a", "b"], ...aThenB, sight(0, 1, 2)).join("\n"), /seen before it was asked for: b/);
  });

  it("passes on what the reader found", () => {
    const torn: HistoryEvent = { e: "problem", p: "reader", t: 1, what: "half a document" };
    assert.deepEqual(problemsOf([], torn), ["reader: half a document"]);
  });
});

describe("the checker of a whole document", () => {
  const drain = (p: string, i: number, t: number): HistoryEvent => ({ e: "invoke", p, i, t, call: { f: "drain" } });
  const read = (t: number, result: readonly string[]): readonly HistoryEvent[] => [
    { e: "invoke", p: "end", i: 0, t, call: { f: "read" } },
    { e: "ok", p: "end", i: 0, t: t + 1, result },
  ];

  it("accepts what a drain took away and told", () => {
    const history = historyOf([
      ...aThenB,
      drain("r", 0, 4),
      { e: "ok", p: "r", i: 0, t: 5, result: ["a", "b"] },
      ...read(9, []),
    ]);
    assert.deepEqual(checkLog(history), []);
  });

  it("refuses a drain that took more away than it told", () => {
    const history = historyOf([
      ...aThenB,
      drain("r", 0, 0),
      { e: "ok", p: "r", i: 0, t: 5, result: ["a"] },
      ...read(9, []),
    ]);
    assert.match(checkLog(history).join("\n"), /not linearizable/);
  });
});

/** Adds that take effect one after the other; what the document holds afterwards. */
const run = fc
  .array(
    fc.record({
      fate: fc.constantFrom("ok", "ok", "fail", "killed", "killed in vain"),
      early: fc.integer({ min: 1, max: 60 }),
      late: fc.integer({ min: 1, max: 60 }),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((adds) => {
    const events = adds.flatMap(({ fate, early, late }, i): readonly HistoryEvent[] => {
      const asked = invoke(`p${i}`, 0, 1_000 + i * 10 - early, `v${i}`);
      const answered = 1_000 + i * 10 + late;
      return fate === "ok"
        ? [asked, ok(`p${i}`, 0, answered)]
        : fate === "fail"
          ? [asked, fail(`p${i}`, 0, answered)]
          : [asked];
    });
    const entries = adds.flatMap(({ fate }, i) => (fate === "ok" || fate === "killed" ? [`v${i}`] : []));
    const acknowledged = adds.flatMap(({ fate }, i) => (fate === "ok" ? [`v${i}`] : []));
    return { events, entries, acknowledged };
  });

describe("of histories of a real set, the checker", () => {
  it("accepts every one", () => {
    fc.assert(fc.property(run, ({ events, entries }) => checkHistory(historyOf(events), entries).length === 0));
  });

  it("refuses every one that lost an acknowledged entry", () => {
    fc.assert(
      fc.property(run, fc.nat(), ({ events, entries, acknowledged }, choice) => {
        fc.pre(acknowledged.length > 0);
        const lost = acknowledged[choice % acknowledged.length];
        return (
          checkHistory(
            historyOf(events),
            entries.filter((entry) => entry !== lost),
          ).length > 0
        );
      }),
    );
  });
});
