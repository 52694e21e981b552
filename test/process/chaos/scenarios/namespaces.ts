import { spawnSync } from "node:child_process";
import { pausedOnceIn, pausedTwiceIn } from "./pauses";
import type { Dose, Findings, Scenario } from "./scenario";

/** A command that runs another one as pid 1 of its own pid namespace, as containers do. */
export const unshare = ["unshare", "--pid", "--fork", "--mount-proc", "--kill-child"] as const;

/** Whether this user may do so. */
export function mayUnshare(): boolean {
  const [command, ...args] = unshare;
  return process.platform === "linux" && spawnSync(command, [...args, "true"]).status === 0;
}

/** Writers in pid namespaces of their own share the folder: they have the same pid and can't see each other. */
export const namespaces: Scenario = (dose) => inNamespaces(dose, false);

/** The same with half of the pauses. */
export const namespacesBriefly: Scenario = (dose) => inNamespaces(dose, true);

async function inNamespaces(dose: Dose, brief: boolean): Promise<Findings> {
  if (!mayUnshare()) {
    return { problems: [], figures: {}, skipped: "this user may not make pid namespaces (unshare --pid)" };
  }
  const once = await pausedOnceIn(dose.bundle, { every: "changes", wrapper: unshare, brief });
  const twice = await pausedTwiceIn(dose, unshare);
  const sum = Object.entries(twice.figures).map(([name, value]) => [name, value + (once.figures[name] ?? 0)]);
  return { problems: [...once.problems, ...twice.problems], figures: { ...once.figures, ...Object.fromEntries(sum) } };
}
