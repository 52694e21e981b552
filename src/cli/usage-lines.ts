import type { UsageGrouping, UsageTotal } from "../core/usage/usage-totals";
import { csvLine } from "./csv";
import { aligned, counted, printable, type Style, widthOf, withoutEmptyColumns } from "./terminal-text";

/** A total with the name of the queue that it is of. */
export interface NamedTotal extends UsageTotal {
  readonly name?: string;
}

export function usageLines(totals: readonly NamedTotal[], total: UsageTotal, style: Style): readonly string[] {
  const rows = totals.map((one) => [style.bold(printable(one.name ?? one.key ?? "(none)")), ...cellsOf(one, style)]);
  const sum = ["total", ...cellsOf(total, style)];
  return aligned(flushRight(withoutEmptyColumns(totals.length === 1 ? rows : [...rows, sum])));
}

/** `3 reports`, `1,200 in`, `300 out`, `$0.0123`. */
export function totalText(total: UsageTotal, style: Style): string {
  return cellsOf(total, style)
    .filter((cell) => cell !== "")
    .join(", ");
}

function cellsOf(total: UsageTotal, style: Style): readonly string[] {
  const cached = total.cacheReadTokens + total.cacheWriteTokens;
  return [
    counted(total.entries, "report"),
    `${number(total.inputTokens)} in`,
    `${number(total.outputTokens)} out`,
    cached === 0 ? "" : `${number(cached)} cached`,
    dollars(total.costUsd),
    total.unpriced === 0 ? "" : style.dim(`${number(total.unpriced)} without a cost`),
  ];
}

/** Numbers below each other: all but the name. */
function flushRight(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const width = (column: number) => Math.max(0, ...rows.map((row) => widthOf(row[column] ?? "")));
  return rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell : " ".repeat(Math.max(0, width(column) - widthOf(cell))) + cell)),
  );
}

function number(value: number): string {
  return value.toLocaleString("en-US");
}

/** To a hundredth of a cent; what is less is not nothing. */
function dollars(value: number): string {
  const smallest = 0.0001;
  return value > 0 && value < smallest ? `<$${smallest}` : `$${value.toFixed(4)}`;
}

const columns = [
  "reports",
  "inputTokens",
  "outputTokens",
  "cacheReadTokens",
  "cacheWriteTokens",
  "costUsd",
  "reportsWithoutCost",
] as const;

export function csvLines(totals: readonly NamedTotal[], by: UsageGrouping): readonly string[] {
  const heading = by === "total" ? [] : by === "queue" ? ["queue", "name"] : [by];
  return [
    [...heading, ...columns].join(","),
    ...totals.map((total) => csvLine([...headOf(total, by), ...numbersOf(total)])),
  ];
}

function headOf({ key = "", name = "" }: NamedTotal, by: UsageGrouping): readonly string[] {
  return by === "total" ? [] : by === "queue" ? [key, name] : [key];
}

function numbersOf(total: UsageTotal): readonly number[] {
  return [
    total.entries,
    total.inputTokens,
    total.outputTokens,
    total.cacheReadTokens,
    total.cacheWriteTokens,
    total.costUsd,
    total.unpriced,
  ];
}
