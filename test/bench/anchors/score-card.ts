import type { Fate } from "./truth";

type Verdict = "right" | "orphaned" | "wrong" | "beside";

/** Counts what became of bookmarks, by what became of their lines. */
export class ScoreCard {
  private readonly counts = new Map<string, number>();

  /** @param line From 0; undefined for an orphan. */
  add(fate: Fate, isBlankOrSigns: boolean, line: number | undefined): void {
    const verdict = judge(fate, line);
    for (const group of [fate.kind, ...(fate.kind === "kept" ? [isBlankOrSigns ? "kept signs" : "kept words"] : [])]) {
      this.counts.set(`${group} ${verdict}`, this.count(group, verdict) + 1);
    }
  }

  /** Percent of the bookmarks of these groups. */
  share(groups: readonly string[], verdict: Verdict): string {
    return percent(this.sum(groups, [verdict]), this.sum(groups, verdicts));
  }

  size(groups: readonly string[]): number {
    return this.sum(groups, verdicts);
  }

  /** Of those that were put on a line, how many are right. */
  precision(): string {
    const right = this.sum(alive, ["right"]);
    return percent(right, right + this.sum([...alive, ...dead], ["wrong", "beside"]));
  }

  /** Of those whose line is still there, as it was or edited, how many were found. */
  recall(): string {
    return percent(this.sum(alive, ["right"]), this.sum(alive, verdicts));
  }

  private sum(groups: readonly string[], which: readonly Verdict[]): number {
    return groups.flatMap((group) => which.map((verdict) => this.count(group, verdict))).reduce((a, b) => a + b, 0);
  }

  private count(group: string, verdict: Verdict): number {
    return this.counts.get(`${group} ${verdict}`) ?? 0;
  }
}

/** The line is there, as it was. */
export const survived = ["kept", "moved"];
export const alive = [...survived, "edited"];
export const dead = ["gone", "replaced"];
const verdicts: readonly Verdict[] = ["right", "orphaned", "wrong", "beside"];

/** _beside_: the line is no more, and the bookmark is on one of those that stand in its place. */
function judge(fate: Fate, line: number | undefined): Verdict {
  if (line === fate.line) {
    return "right";
  }
  const [first, last] = fate.by ?? [0, -1];
  return line === undefined ? "orphaned" : line >= first && line <= last ? "beside" : "wrong";
}

const percent = (part: number, all: number) => (all === 0 ? "–" : `${((100 * part) / all).toFixed(2)} %`);
