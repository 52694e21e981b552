import { type Bar, type BarId, bars, isClose, judge } from "./bars";
import type { Counters } from "./counters";
import type { Finding, Result, Sample, Unit } from "./result";
import { median, quantile } from "./statistics";

/** A table for each work, as Markdown that is readable on a terminal. */
export function workTable({ title, rows, notes = [] }: Result): string {
  const columns = [...new Set(rows.flatMap(({ samples }) => Object.keys(samples)))];
  const cells = rows.map(({ name, samples }) => [
    name,
    ...columns.map((column) => (samples[column] === undefined ? "" : spread(samples[column]))),
  ]);
  return [`### ${title}`, "", table(["", ...columns], cells), ...notes.map((note) => `\n${note}`), ""].join("\n");
}

/** Bars, all of the unless told otherwise, and honestly what became of them. */
export function barTable(findings: readonly Finding[], ids = Object.keys(bars) as readonly BarId[]): string {
  const measured = new Map(findings.map((finding) => [finding.bar, finding]));
  const rows = ids.map((id) => barRow(bars[id], measured.get(id)));
  const heads = ["work", "must", "stretch", "measured [quartiles]", "same flushes [quartiles]", "reached"];
  return ["### Bars", "", table(heads, rows), ""].join("\n");
}

/** What Lockstep's engine counted of itself during a work; nothing where it counted nothing. */
export function counterLine(counters: Counters): string {
  const counted = Object.entries(counters).map(([name, value]) => `${name} ${value.toLocaleString("en")}`);
  return counted.length === 0 ? "" : `The engine's counters: ${counted.join(", ")}.\n`;
}

function barRow(bar: Bar, finding: Finding | undefined): readonly string[] {
  const { work, unit, must, stretch } = bar;
  const sign = bar.sense === "at most" ? "≤" : "≥";
  const limit = (value: number | undefined) => (value === undefined ? "" : `${sign} ${figure(value, unit)}`);
  const head = [work, limit(must), limit(stretch)];
  if (finding === undefined) {
    return [...head, "", "", bar.script === undefined ? "not measured" : `npm run ${bar.script}`];
  }
  const { values, likeForLike } = finding;
  const mark = { stretch: "**stretch**", must: "must", missed: "**NO**" }[judge(bar, finding)];
  const compared = likeForLike === undefined ? "" : spread({ unit, values: likeForLike });
  return [...head, spread({ unit, values }), compared, isClose(bar, finding) ? `${mark}, within the noise` : mark];
}

function spread({ unit, values }: Sample): string {
  if (values.length === 1) {
    return figure(values[0] ?? Number.NaN, unit);
  }
  const [low, high] = [quantile(values, 0.25), quantile(values, 0.75)];
  return `${figure(median(values), unit)} [${digits(low)}–${digits(high)}]`;
}

function figure(value: number, unit: Unit): string {
  return `${digits(value)} ${unit}`;
}

function digits(value: number): string {
  if (Math.abs(value) >= 100) {
    return Math.round(value).toLocaleString("en");
  }
  return value === 0 ? "0" : String(Number(value.toPrecision(value < 0.1 ? 2 : 3)));
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heads.map((head, column) => Math.max(3, head.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => (cells[column] ?? "").padEnd(width)).join(" | ")} |`;
  return [line(heads), `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`, ...rows.map(line)].join("\n");
}
