import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { checkLinearizable, type TimedStep } from "../checker/linearizable";
import { type RegisterStep, registerModel } from "../checker/models";

const cas = (saw: string | undefined, from: string, to: string): RegisterStep => ({ saw, from, to, label: "cas" });
const read = (saw: string): RegisterStep => ({ saw, label: "read" });

function at(invoked: number, returned: number, step: RegisterStep): TimedStep<RegisterStep> {
  return { step, invoked, returned, optional: false };
}

function maybe(invoked: number, step: RegisterStep): TimedStep<RegisterStep> {
  return { step, invoked, returned: Number.POSITIVE_INFINITY, optional: true };
}

const accepts = (...steps: readonly TimedStep<RegisterStep>[]) => checkLinearizable(registerModel, steps).linearizable;

describe("the linearizability checker", () => {
  it("accepts nothing at all, and one call after the other", () => {
    assert.ok(accepts());
    assert.ok(accepts(at(0, 1, cas("", "", "a")), at(2, 3, cas("a", "a", "b")), at(4, 5, read("b"))));
  });

  it("accepts a compare-and-set that found something else and changed nothing", () => {
    assert.ok(accepts(at(0, 1, cas("", "", "a")), at(2, 3, cas("a", "", "b")), at(4, 5, read("a"))));
  });

  it("refuses a read of what was overwritten before it began", () => {
    assert.ok(!accepts(at(0, 1, cas("", "", "a")), at(2, 3, read(""))));
    assert.ok(!accepts(at(0, 1, cas("", "", "a")), at(2, 3, cas("a", "a", "b")), at(4, 5, read("a"))));
  });

  it("accepts either answer of a read that overlaps the change", () => {
    assert.ok(accepts(at(0, 3, cas("", "", "a")), at(1, 2, read(""))));
    assert.ok(accepts(at(0, 3, cas("", "", "a")), at(1, 2, read("a"))));
  });

  it("refuses two overlapping reads that saw a change come and go", () => {
    const change = at(0, 10, cas("", "", "a"));
    assert.ok(accepts(change, at(1, 2, read("")), at(3, 4, read("a"))));
    assert.ok(!accepts(change, at(1, 2, read("a")), at(3, 4, read(""))));
  });

  it("refuses a lost update: two that replaced the same value", () => {
    assert.ok(!accepts(at(0, 5, cas("", "", "a")), at(1, 6, cas("", "", "b"))));
  });

  it("lets a killed call have happened, late as it may be, or not", () => {
    const killed = maybe(0, cas(undefined, "", "a"));
    assert.ok(accepts(killed, at(5, 6, read(""))));
    assert.ok(accepts(killed, at(5, 6, read("a"))));
    assert.ok(accepts(killed, at(5, 6, read("")), at(7, 8, read("a"))));
    assert.ok(!accepts(killed, at(5, 6, read("a")), at(7, 8, read(""))));
  });

  it("does not let a killed call happen before it was invoked", () => {
    assert.ok(!accepts(maybe(5, cas(undefined, "", "a")), at(1, 2, read("a"))));
  });

  it("tells where it got stuck", () => {
    const good = at(0, 1, cas("", "", "a"));
    const bad = at(2, 3, read("x"));
    const verdict = checkLinearizable(registerModel, [good, bad]);
    assert.deepEqual(verdict, { linearizable: false, longest: [good], stuck: [bad] });
  });

  it("copes with thousands of calls of which many were killed", () => {
    const steps = Array.from({ length: 4_000 }, (_, i) => [
      at(i * 10, i * 10 + 25, cas(i === 0 ? "" : `${i - 1}`, i === 0 ? "" : `${i - 1}`, `${i}`)),
      ...(i % 10 === 0 ? [maybe(i * 10 + 1, cas(undefined, `${i}`, `k${i}`))] : []),
    ]).flat();
    assert.ok(accepts(...steps));
  });
});

/** A run of a real register: each call takes effect at its own moment, somewhere between invocation and answer. */
const run = fc
  .array(
    fc.record({
      kind: fc.constantFrom("hit", "miss", "read", "killed", "killed in vain"),
      early: fc.integer({ min: 1, max: 60 }),
      late: fc.integer({ min: 1, max: 60 }),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((calls) => {
    let state = "";
    return calls.map(({ kind, early, late }, i): TimedStep<RegisterStep> => {
      const moment = i * 10;
      const before = state;
      const to = `v${i}`;
      switch (kind) {
        case "hit":
          state = to;
          return at(moment - early, moment + late, cas(before, before, to));
        case "miss":
          return at(moment - early, moment + late, cas(before, "never", to));
        case "killed":
          state = to;
          return maybe(moment - early, cas(undefined, before, to));
        case "killed in vain":
          return maybe(moment - early, cas(undefined, before, to));
        default:
          return at(moment - early, moment + late, read(before));
      }
    });
  });

describe("of histories of a real register, the checker", () => {
  it("accepts every one", () => {
    fc.assert(fc.property(run, (steps) => accepts(...steps)));
  });

  it("refuses every one in which a call saw a value that nobody wrote", () => {
    fc.assert(
      fc.property(run, fc.nat(), (steps, choice) => {
        const answered = steps.filter(({ step }) => step.saw !== undefined);
        fc.pre(answered.length > 0);
        const victim = answered[choice % answered.length];
        const mutated = steps.map((each) =>
          each === victim ? { ...each, step: { ...each.step, saw: "nobody's" } } : each,
        );
        return !accepts(...mutated);
      }),
    );
  });

  it("refuses every one that a read of the past follows", () => {
    fc.assert(
      fc.property(run, fc.nat(), (steps, choice) => {
        const values = ["", ...steps.flatMap(({ step, optional }) => (optional ? [] : (step.to ?? [])))];
        const certain = steps.flatMap(({ step, optional }) =>
          !optional && step.saw === step.from && step.to !== undefined ? [step.to] : [],
        );
        const last = certain.at(-1);
        fc.pre(last !== undefined);
        const past = values.filter((value) => value !== last);
        const stale = past[choice % past.length] ?? "";
        const end = 10 * steps.length + 1_000;
        // Every swapped value is replaced once and for all by the next one, so only the last can be read at the end.
        return !accepts(...steps, at(end, end + 1, read(stale)));
      }),
    );
  });

  it("refuses every one in which two calls replaced the same value", () => {
    fc.assert(
      fc.property(run, fc.nat(), (steps, choice) => {
        const hits = steps.filter(({ step, optional }) => !optional && step.saw === step.from && step.to !== undefined);
        fc.pre(hits.length > 0);
        const twin = hits[choice % hits.length];
        fc.pre(twin !== undefined);
        return !accepts(...steps, { ...twin, step: { ...twin.step, to: "twin's" } });
      }),
    );
  });
});
