import type { Candidate } from "./candidates";

/** A bookmark counts as found beyond doubt from this score on, when the next best line is so much worse. */
const sure = { score: 0.7, margin: 0.1 };

interface Landmark {
  readonly old: number;
  readonly now: number;
}

/** Lines that are found beyond doubt, and what they tell about others. All lines from 1. */
export class Compass {
  private readonly landmarks: readonly Landmark[];

  constructor(searches: readonly { readonly line: number; readonly candidates: readonly Candidate[] }[]) {
    this.landmarks = searches
      .flatMap(({ line, candidates }) => {
        const [best, next] = candidates.toSorted((left, right) => right.score - left.score);
        const isSure = best?.text === 1 && best.score > sure.score && best.score - (next?.score ?? 0) > sure.margin;
        return isSure ? [{ old: line, now: best.line + 1 }] : [];
      })
      .sort((left, right) => left.old - right.old);
  }

  /** As far from where it was as the nearest landmark. */
  expected(line: number): number {
    const [above, below] = this.around(line);
    const isNearer = above !== undefined && (below === undefined || line - above.old <= below.old - line);
    const landmark = isNearer ? above : below;
    return landmark === undefined ? line : line + landmark.now - landmark.old;
  }

  /** Whether `now` is between the landmarks that `old` was between. */
  keepsOrder(old: number, now: number): boolean {
    const [above, below] = this.around(old);
    return (above === undefined || now >= above.now) && (below === undefined || now <= below.now);
  }

  private around(line: number): readonly [Landmark | undefined, Landmark | undefined] {
    return [this.landmarks.findLast(({ old }) => old <= line), this.landmarks.find(({ old }) => old >= line)];
  }
}
