import { type Command, Option } from "commander";
import type { BudgetSettings, GroupSettings } from "../core/groups/config-rules";
import type { Group } from "../core/groups/group";
import { progress } from "../core/groups/group-rules";
import type { CliContext } from "./cli-context";
import { groupText } from "./group-lines";
import { groupArgument } from "./references";
import { number, yesOrNo } from "./values";

/** `lockstep group config`: how a group runs. */
export function addGroupConfigCommand(group: Command, context: CliContext): void {
  const numeric = (name: string, argument: string, description: string) =>
    new Option(`${name} <${argument}>`, description).argParser(number(name));
  group
    .command("config")
    .description("show or change how a group runs; sessions that run already go on as they are")
    .addArgument(groupArgument())
    .addOption(numeric("--max-concurrent", "n", "how many sessions may run at the same time"))
    .addOption(numeric("--error-threshold", "n", "after how many failures the group pauses"))
    .option("--respect-dependencies", "let sessions wait for what they depend on")
    .option("--no-respect-dependencies", "start sessions without regard to what they depend on")
    .addOption(numeric("--budget", "usd", "the most that the group may cost, in US dollars"))
    .option("--no-budget", "as much as it takes")
    .addOption(numeric("--budget-warning", "part", "the part of the budget from which to warn, from 0 to 1"))
    .addOption(
      new Option("--on-budget-exceeded <what>", "what happens when it is spent").choices(["pause", "stop", "warn"]),
    )
    .action((ref: string, options: ConfigOptions) => config(context, ref, options));
}

interface ConfigOptions {
  readonly maxConcurrent?: number;
  readonly errorThreshold?: number;
  readonly respectDependencies?: boolean;
  /** False takes it away. */
  readonly budget?: number | false;
  readonly budgetWarning?: number;
  readonly onBudgetExceeded?: BudgetSettings["onExceeded"];
}

async function config(context: CliContext, ref: string, options: ConfigOptions): Promise<void> {
  if (Object.keys(options).length === 0) {
    const found = await context.reading(({ groups }) => groups.find(ref));
    context.output.show({ config: found.config }, () => configLines(found));
    return;
  }
  const settings = settingsFrom(options);
  const group = await context.attached(async ({ groups }) => groups.configure((await groups.find(ref)).id, settings));
  context.output.show({ ...group, progress: progress(group) }, () => [
    `Changed ${groupText(group)}.`,
    ...configLines(group),
  ]);
}

function settingsFrom(options: ConfigOptions): GroupSettings {
  const { maxConcurrent, errorThreshold, respectDependencies, budget, budgetWarning, onBudgetExceeded } = options;
  const parts = {
    maxUsd: budget === false ? undefined : budget,
    warningThreshold: budgetWarning,
    onExceeded: onBudgetExceeded,
  };
  const isNamed = Object.values(parts).some((part) => part !== undefined);
  return {
    maxConcurrent,
    errorThreshold,
    respectDependencies,
    budget: budget === false ? null : isNamed ? parts : undefined,
  };
}

function configLines({
  config: { maxConcurrent, errorThreshold, respectDependencies, budget },
}: Group): readonly string[] {
  return [
    `max-concurrent        ${maxConcurrent}`,
    `error-threshold       ${errorThreshold}`,
    `respect-dependencies  ${yesOrNo(respectDependencies)}`,
    ...(budget === undefined
      ? []
      : [
          `budget                ${budget.maxUsd} USD`,
          `budget-warning        ${budget.warningThreshold}`,
          `on-budget-exceeded    ${budget.onExceeded}`,
        ]),
  ];
}
