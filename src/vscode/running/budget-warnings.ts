import * as vscode from "vscode";
import type { Disposable, Event } from "../../core/events";
import type { Group } from "../../core/groups/group";
import { budgetSpent } from "../../core/groups/run-rules";
import { progressOf } from "../../core/records/progress";
import { showWarning } from "../notifications";

const key = "lockstep.budgetWarnings";
/** The newest that are remembered. */
const remembered = 200;

interface ShownGroups {
  readonly latest: readonly { readonly value: { readonly items: readonly Group[] } }[];
  readonly onDidChange: Event<void>;
}

/** Warns once of a group that has spent most of its budget while it runs; of a bigger budget once more. */
export function warnOfBudgets(groups: ShownGroups, state: vscode.Memento): Disposable {
  return groups.onDidChange(() => {
    const all = groups.latest.flatMap(({ value }) => value.items);
    for (const group of all.filter(({ status }) => status === "running")) {
      warnOnce(group, state);
    }
  });
}

function warnOnce(group: Group, state: vscode.Memento): void {
  const { budget } = group.config;
  if (budget === undefined || (budgetSpent(group) ?? 0) < budget.warningThreshold) {
    return;
  }
  const warning = `${group.id} ${budget.maxUsd}`;
  const known = state.get<readonly string[]>(key) ?? [];
  if (!known.includes(warning)) {
    void state.update(key, [...known, warning].slice(-remembered));
    const [spent, most] = [progressOf(group.sessions).costUsd, budget.maxUsd].map((usd) => `$${usd.toFixed(2)}`);
    void showWarning(
      vscode.l10n.t("The group “{0}” has spent {1} of its budget of {2}.", group.name, spent ?? "", most ?? ""),
    );
  }
}
