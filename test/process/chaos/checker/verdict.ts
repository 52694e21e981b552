import {
  type Call,
  describeOperation,
  type History,
  type LedgerLock,
  ledgerLocks,
  type Operation,
  type Sight,
} from "./history";
import { checkLinearizable, type TimedStep } from "./linearizable";
import { logModel, logSteps, registerModel, registerSteps } from "./models";
import { checkSet } from "./set-check";

/** So many lines of a history say enough. */
const longestStory = 12;

/** What is wrong with a history of adds and compare-and-sets that ended with `entries` in the document. */
export function checkHistory({ operations, sights, problems }: History, entries: readonly string[]): readonly string[] {
  const registers = [...registerSteps(operations, sights)].flatMap(([register, steps]) => {
    const verdict = checkLinearizable(registerModel, steps);
    return verdict.linearizable
      ? []
      : [`register ${register} is not linearizable${story(verdict.longest, verdict.stuck, ({ label }) => label)}`];
  });
  return [...problems, ...checkSet(operations, sights, entries), ...registers];
}

/** What is wrong with a short history of adds, drains and reads of a document; it should end with a read. */
export function checkLog({ operations, sights, problems }: History): readonly string[] {
  const ofDocument = operations.filter(({ call }) => call.f !== "note" && call.f !== "view");
  const ledgers = ledgerLocks.flatMap((lock) =>
    checkSequence(`the ledger under "${lock}"`, logSteps(operations.filter(({ call }) => ledgerOf(call) === lock))),
  );
  return [...problems, ...checkSequence("the document", logSteps(ofDocument, sights)), ...ledgers];
}

/** What is wrong with a long history of notes and views of one ledger that ended with `entries` in it. */
export function checkLedger({ operations }: History, lock: LedgerLock, entries: readonly string[]): readonly string[] {
  const asked = operations.filter(({ call }) => ledgerOf(call) === lock);
  const adds = asked.flatMap((operation): readonly Operation[] => {
    const { call } = operation;
    return call.f === "note" ? [{ ...operation, call: { f: "add", value: call.value } }] : [];
  });
  const views = asked.flatMap((operation) => viewOf(operation) ?? []);
  const strange = views.filter((view) => view.entries?.some((entry, index) => entries[index] !== entry));
  return [
    ...checkSet(adds, views, entries),
    ...strange.map(({ p, t }) => `${p} saw another ledger before ${t} than there was in the end`),
  ].map((problem) => `the ledger under "${lock}": ${problem}`);
}

function viewOf({ call, caller, invoked, returned, result }: Operation): Sight | undefined {
  return call.f === "view" && Array.isArray(result)
    ? { e: "sight", p: caller, begun: invoked, t: returned, count: result.length, entries: result, registers: {} }
    : undefined;
}

function checkSequence(what: string, steps: readonly TimedStep<Operation>[]): readonly string[] {
  const verdict = checkLinearizable(logModel([]), steps);
  return verdict.linearizable
    ? []
    : [`${what} is not linearizable${story(verdict.longest, verdict.stuck, describeOperation)}`];
}

function ledgerOf(call: Call): string | undefined {
  return call.f === "view" ? "lock" : call.f === "note" ? call.under : undefined;
}

function story<Step>(
  longest: readonly TimedStep<Step>[],
  stuck: readonly TimedStep<Step>[],
  describe: (step: Step) => string,
): string {
  const line = ({ step, invoked, returned }: TimedStep<Step>) => `\n    ${invoked} … ${returned}  ${describe(step)}`;
  const fits = longest.slice(-longestStory).map(line).join("");
  return `:\n  after${fits || " nothing"}\n  none of these can come next:${stuck.slice(0, longestStory).map(line).join("")}`;
}
