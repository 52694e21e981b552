import { LockstepError } from "../errors";
import { changed } from "../records/changed";
import { checked } from "../records/checked";
import { type Group, groupSchema } from "./group";

type Config = Group["config"];
type Budget = NonNullable<Config["budget"]>;

/**
 * What to change of how a group runs: undefined leaves it as it is, null takes it away. It may run meanwhile: what runs
 * goes on, what starts from then on starts as it is set.
 */
export interface GroupSettings {
  readonly maxConcurrent?: number | undefined;
  readonly respectDependencies?: boolean | undefined;
  readonly errorThreshold?: number | undefined;
  readonly budget?: BudgetSettings | null | undefined;
}

export interface BudgetSettings {
  /** US dollars. */
  readonly maxUsd?: number | undefined;
  /** From 0 to 1. */
  readonly warningThreshold?: number | undefined;
  readonly onExceeded?: Budget["onExceeded"] | undefined;
}

/** @throws {LockstepError} `INVALID` */
export function configured(group: Group, { budget, ...settings }: GroupSettings): Group {
  const config = changed(group.config, { ...settings, budget: budget && withBudget(group.config.budget, budget) });
  const next = changed(group, { config: budget === null ? changed(config, { budget }) : config });
  return next === group ? group : checked(groupSchema(), next, "group");
}

function withBudget(before: Budget | undefined, settings: BudgetSettings): object {
  if (before === undefined && settings.maxUsd === undefined) {
    throw new LockstepError("INVALID", "Say how much it may cost.");
  }
  return changed({ warningThreshold: 0.8, onExceeded: "pause", ...before }, settings);
}
