import * as vscode from "vscode";
import type { UsageTotal } from "../../core/usage/usage-totals";
import { durationText } from "../views/duration-text";
import { barChart } from "./bar-chart";
import { escapeHtml } from "./html";
import type { UsageDay } from "./usage-days";

export interface Usage {
  readonly days: readonly UsageDay[];
  /** By what is used, the dearest first. */
  readonly by: readonly { readonly name: string; readonly totals: readonly UsageTotal[] }[];
  /** What could not be read. */
  readonly problems: readonly string[];
}

const style = `
body { padding: 0 1.5em 2em; max-width: 64em; }
svg { width: 100%; height: auto; display: block; }
svg text { fill: var(--vscode-descriptionForeground); font-size: 10px; }
svg line { stroke: var(--vscode-widget-border, var(--vscode-descriptionForeground)); stroke-opacity: 0.4; }
.hit { fill: transparent; }
g:hover .hit { fill: var(--vscode-list-hoverBackground); }
.cost { fill: var(--vscode-charts-blue); }
.time { fill: var(--vscode-charts-green); }
table { border-collapse: collapse; margin: 0.5em 0 1.5em; width: 100%; }
caption { text-align: left; font-weight: 600; padding: 0.5em 0; }
th, td { text-align: right; padding: 0.2em 0.6em; border-bottom: 1px solid var(--vscode-widget-border, transparent); }
th:first-child, td:first-child { text-align: left; }
thead th { color: var(--vscode-descriptionForeground); font-weight: normal; }
.note { color: var(--vscode-descriptionForeground); }
.problem { color: var(--vscode-errorForeground); }
`;

/** The whole page: no scripts, nothing from elsewhere. */
export function usagePage(usage: Usage, nonce: string): string {
  const { l10n } = vscode;
  const title = escapeHtml(l10n.t("Usage"));
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="${escapeHtml(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${title}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<h1>${title}</h1>
${usage.problems.map((problem) => `<p class="problem" role="alert">${escapeHtml(problem)}</p>`).join("\n")}
${content(usage)}
</body>
</html>
`;
}

function content({ days, by }: Usage): string {
  const { l10n } = vscode;
  const costs = days.reduce((sum, { costUsd }) => sum + costUsd, 0);
  const time = days.reduce((sum, { runTime }) => sum + runTime, 0);
  if (days.every((day) => isEmpty(day))) {
    const nothing = l10n.t("Nothing was used in the last {0} days, as far as was reported.", days.length);
    return `<p>${escapeHtml(nothing)}</p>`;
  }
  const total = l10n.t("Last {0} days: {1}, {2} of run time.", days.length, dollars(costs), durationText(time));
  const source = l10n.t(
    "Costs are what agents and commands reported; days are those of UTC. Run times are those of commands and sessions that are still in their queues and groups, the last run of each.",
  );
  return [
    `<p>${escapeHtml(total)}</p>`,
    section(l10n.t("Cost per Day"), costChart(days)),
    section(l10n.t("Run Time per Day"), timeChart(days)),
    `<p class="note">${escapeHtml(source)}</p>`,
    dayTable(days),
    ...by.filter(({ totals }) => totals.length > 0).map(({ name, totals }) => totalTable(name, totals)),
  ].join("\n");
}

function section(heading: string, chart: string): string {
  return `<h2>${escapeHtml(heading)}</h2>\n${chart}`;
}

function costChart(days: readonly UsageDay[]): string {
  const { bars, most } = barsOf(days, ({ costUsd }) => costUsd, dollars);
  const description = vscode.l10n.t("Cost per day, {0} at most. The table below has the numbers.", most);
  return barChart({ bars, most, description, kind: "cost" });
}

function timeChart(days: readonly UsageDay[]): string {
  const { bars, most } = barsOf(days, ({ runTime }) => runTime, durationText);
  const description = vscode.l10n.t("Run time per day, {0} at most. The table below has the numbers.", most);
  return barChart({ bars, most, description, kind: "time" });
}

function barsOf(days: readonly UsageDay[], amountOf: (day: UsageDay) => number, textOf: (value: number) => string) {
  const bars = days.map((day) => {
    const value = amountOf(day);
    return { label: day.day.slice(5), value, title: `${day.day}: ${textOf(value)}` };
  });
  return { bars, most: textOf(Math.max(...bars.map(({ value }) => value))) };
}

/** The newest first. */
function dayTable(days: readonly UsageDay[]): string {
  const { l10n } = vscode;
  const rows = days
    .filter((day) => !isEmpty(day))
    .toReversed()
    .map(({ day, costUsd, tokens, runTime, unpriced }) => [
      day,
      unpriced === 0 ? dollars(costUsd) : l10n.t("{0} and {1} without a price", dollars(costUsd), unpriced),
      tokens.toLocaleString(vscode.env.language),
      durationText(runTime),
    ]);
  const columns = [l10n.t("Day"), l10n.t("Cost"), l10n.t("Tokens"), l10n.t("Run time")];
  return table(l10n.t("By day"), columns, rows);
}

function totalTable(name: string, totals: readonly UsageTotal[]): string {
  const { l10n } = vscode;
  const count = (value: number) => value.toLocaleString(vscode.env.language);
  const rows = totals.map(({ key, costUsd, inputTokens, outputTokens, entries }) => [
    key ?? l10n.t("not said"),
    dollars(costUsd),
    count(inputTokens),
    count(outputTokens),
    count(entries),
  ]);
  return table(name, [name, l10n.t("Cost"), l10n.t("Tokens in"), l10n.t("Tokens out"), l10n.t("Uses")], rows);
}

function table(caption: string, columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = columns.map((column) => `<th scope="col">${escapeHtml(column)}</th>`).join("");
  const body = rows.map(([first = "", ...cells]) => {
    const others = cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join("");
    return `<tr><th scope="row">${escapeHtml(first)}</th>${others}</tr>`;
  });
  return `<table><caption>${escapeHtml(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body.join("\n")}</tbody></table>`;
}

function isEmpty({ costUsd, tokens, runTime, unpriced }: UsageDay): boolean {
  return costUsd === 0 && tokens === 0 && runTime === 0 && unpriced === 0;
}

/** What a few tokens cost is less than a cent. */
function dollars(amount: number): string {
  return `$${amount.toFixed(amount > 0 && amount < 0.1 ? 4 : 2)}`;
}
