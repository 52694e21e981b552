import type { Operation, Sight } from "./history";
import type { SequentialModel, TimedStep } from "./linearizable";

/** A step on one register: what was there, and what is there afterwards. */
export interface RegisterStep {
  readonly saw: string | undefined;
  readonly from?: string;
  readonly to?: string;
  readonly label: string;
}

/** What a register holds before anything was written to it. */
export const emptyRegister = "";

/** A register with read and compare-and-set. An ambiguous compare-and-set (saw is undefined) counts only if it swapped. */
export const registerModel: SequentialModel<string, RegisterStep> = {
  initial: emptyRegister,
  key: (state) => state,
  next(state, { saw, from, to }) {
    if (saw === undefined) {
      return state === from ? to : undefined;
    }
    if (saw !== state) {
      return undefined;
    }
    return state === from ? to : state;
  },
};

/** The steps of each register, from calls and from what the reader saw. What was refused must not have happened. */
export function registerSteps(
  operations: readonly Operation[],
  sights: readonly Sight[],
): ReadonlyMap<string, readonly TimedStep<RegisterStep>[]> {
  const steps = new Map<string, TimedStep<RegisterStep>[]>();
  const stepsOf = (register: string) => {
    const list = steps.get(register) ?? [];
    steps.set(register, list);
    return list;
  };
  for (const { caller, call, invoked, returned, outcome, result } of operations) {
    if (call.f === "cas" && outcome !== "fail") {
      const { from, to, register } = call;
      const saw = typeof result === "string" ? result : undefined;
      const label = `${caller} cas ${from} → ${to}, saw ${saw ?? "?"}`;
      stepsOf(register).push({ step: { saw, from, to, label }, invoked, returned, optional: outcome === "unknown" });
    }
  }
  for (const { p, begun, t, registers } of sights) {
    for (const register of steps.keys()) {
      const saw = registers[register] ?? emptyRegister;
      const step = { saw, label: `${p} read ${saw}` };
      stepsOf(register).push({ step, invoked: begun, returned: t, optional: false });
    }
  }
  return steps;
}

/** A whole document as a log of entries: add appends, drain deletes and tells what was there, read tells it. */
export function logModel(initial: readonly string[]): SequentialModel<readonly string[], Operation> {
  return {
    initial,
    key: (state) => state.join(" "),
    next(state, { call, result }) {
      if (call.f === "add" || call.f === "note") {
        return [...state, call.value];
      }
      if (Array.isArray(result) && result.join(" ") !== state.join(" ")) {
        return undefined;
      }
      return call.f === "drain" ? [] : state;
    },
  };
}

export function logSteps(
  operations: readonly Operation[],
  sights: readonly Sight[] = [],
): readonly TimedStep<Operation>[] {
  return [...operations, ...sights.map(asRead)]
    .filter(({ outcome }) => outcome !== "fail")
    .map((step) => ({
      step,
      invoked: step.invoked,
      returned: step.returned,
      optional: step.outcome === "unknown",
    }));
}

function asRead({ p, begun, t, entries = [] }: Sight): Operation {
  return {
    caller: p,
    call: { f: "read" },
    invoked: begun,
    returned: t,
    outcome: "ok",
    result: entries,
    error: undefined,
  };
}
