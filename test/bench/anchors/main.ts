/**
 * Do bookmarks find their lines again? Replays changes that really happened, with bookmarks on lines that a seed draws, and
 * compares where strategies put them with a diff. Ends with 1 when Lockstep misses its bars.
 */
import { Random } from "../../process/chaos/laboratory/random";
import { gitSteps } from "./git-history";
import type { Step } from "./history";
import { npmSteps } from "./npm-history";
import { alive, dead, ScoreCard, survived } from "./score-card";
import { strategies } from "./strategies";
import { fates } from "./truth";

const seed = Number(process.argv[2] ?? 1);
const bookmarksPerFile = Number(process.argv[3] ?? 10);
/** Of the bookmarks whose line is still there as it was, in percent. */
const bars = { right: 97, wrong: 1 };

type Cards = ReadonlyMap<string, ScoreCard>;

function main(): void {
  const { steps: npm, skipped } = npmSteps();
  const steps = [...gitSteps(1), ...gitSteps(5), ...npm];
  const total = emptyCards();
  const bySource = new Map([...new Set(steps.map(({ source }) => source))].map((source) => [source, new ScoreCard()]));
  const random = new Random(seed);
  const spent = new Map<string, number>();
  for (const step of steps) {
    play(step, random, total, bySource.get(step.source), spent);
  }
  report(steps.length, total, bySource, spent);
  for (const reason of skipped) {
    console.log(`Skipped: ${reason}`);
  }
  const ours = total.get("lockstep");
  const right = Number.parseFloat(ours?.share(survived, "right") ?? "");
  const wrong = Number.parseFloat(ours?.share(survived, "wrong") ?? "");
  process.exitCode = right > bars.right && wrong < bars.wrong ? 0 : 1;
}

function emptyCards(): Cards {
  return new Map(Object.keys(strategies).map((name) => [name, new ScoreCard()]));
}

function play(
  { before, after }: Step,
  random: Random,
  total: Cards,
  source: ScoreCard | undefined,
  spent: Map<string, number>,
): void {
  const drawn = new Set(Array.from({ length: bookmarksPerFile }, () => random.between(0, before.length - 1)));
  const lines = [...drawn].sort((left, right) => left - right);
  const truth = fates(before, after);
  for (const [name, strategy] of Object.entries(strategies)) {
    const begin = performance.now();
    const found = strategy(before, after, lines);
    spent.set(name, (spent.get(name) ?? 0) + performance.now() - begin);
    lines.forEach((line, nth) => {
      const fate = truth[line] ?? { kind: "gone" };
      const isSigns = (before[line]?.match(/[\p{L}\p{N}]/gu)?.length ?? 0) < 4;
      total.get(name)?.add(fate, isSigns, found[nth]);
      if (name === "lockstep") {
        source?.add(fate, isSigns, found[nth]);
      }
    });
  }
}

function report(count: number, total: Cards, bySource: Cards, spent: ReadonlyMap<string, number>): void {
  const sizes = total.get("lockstep");
  console.log(`${count} changed files, ${sizes?.size([...alive, ...dead])} bookmarks, seed ${seed}\n`);
  const groups: Readonly<Record<string, readonly string[]>> = {
    "line survived": survived,
    "— with words": ["kept words"],
    "— blank or signs": ["kept signs"],
    "— moved": ["moved"],
    edited: ["edited"],
    "replaced, gone": dead,
    all: [...alive, ...dead],
  };
  const heads = ["strategy", "right", "orphaned", "wrong", "beside"];
  for (const [title, kinds] of Object.entries(groups)) {
    const rows = [...total].map(([name, card]) => [name, ...shares(card, kinds)]);
    console.log(`### ${title}: ${sizes?.size(kinds)} bookmarks\n\n${table(heads, rows)}\n`);
  }
  const sums = [...total].map(([name, card]) => [
    name,
    card.precision(),
    card.recall(),
    `${(spent.get(name) ?? 0).toFixed(0)} ms`,
  ]);
  console.log(`${table(["strategy", "precision", "recall", "time"], sums)}\n`);
  const sources = [...bySource].map(([name, card]) => [name, String(card.size(alive)), ...shares(card, survived)]);
  console.log(
    `### Lockstep, where the line survived\n\n${table(["source", "bookmarks", ...heads.slice(1)], sources)}\n`,
  );
}

function shares(card: ScoreCard, kinds: readonly string[]): readonly string[] {
  return (["right", "orphaned", "wrong", "beside"] as const).map((verdict) => card.share(kinds, verdict));
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heads.map((head, column) => Math.max(3, head.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => (cells[column] ?? "").padEnd(width)).join(" | ")} |`;
  return [line(heads), `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`, ...rows.map(line)].join("\n");
}

main();
