import type { Anchor } from "../bookmark";
import type { Likeness } from "./likeness";
import { keyOf, type LineIndex } from "./line-index";

/** How many lines that are not blank are looked through for the neighbours. */
const reach = 6;
/** How much a neighbour counts: the nearest most. */
const nearness = [1, 0.7, 0.5];
/** An anchor with fewer neighbours remembers that the file begins or ends there, which counts this much. */
const edgeWeight = 0.6;
/** What a line that came between takes off, for each one. */
const perLineBetween = 0.1;
/** A neighbour that was edited counts from this likeness on, and only so much. */
const edited = { least: 0.5, credit: 0.8, reach: 2 };
/** A closing bracket belongs to what is above it, and one that opens to what is below. */
const owned = 3;

interface Side {
  readonly found: number;
  readonly all: number;
}

/** Compares what an anchor remembers around its line with what is around a line of the file now. */
export class Surroundings {
  private readonly above: readonly string[];
  private readonly below: readonly string[];
  private readonly bias: number;

  constructor(
    private readonly index: LineIndex,
    private readonly likeness: Likeness,
    { text, before, after }: Anchor,
  ) {
    this.above = before.map(keyOf).toReversed();
    this.below = after.map(keyOf);
    this.bias = /^\s*[\])}]/.test(text) ? owned : 1;
  }

  /** From 0, nothing is there, to 1, all of it is. */
  at(line: number): number {
    const above = this.side(this.above, (nth) => this.index.above(line, nth));
    const below = this.side(this.below, (nth) => this.index.below(line, nth));
    return (this.bias * above.found + below.found) / (this.bias * above.all + below.all);
  }

  private side(neighbours: readonly string[], lineAt: (nth: number) => number | undefined): Side {
    let [found, all, next] = [0, 0, 0];
    neighbours.forEach((key, nth) => {
      const weight = weightOf(this.index, key) * (nearness[nth] ?? 0.4);
      const match = this.match(key, nth, next, lineAt);
      all += weight;
      found += weight * match.credit;
      next = match.next;
    });
    if (neighbours.length < nearness.length) {
      const weight = edgeWeight * (nearness[neighbours.length] ?? 0);
      all += weight;
      found += lineAt(neighbours.length) === undefined ? weight : 0;
    }
    return { found, all };
  }

  /** The neighbour `nth`, at or behind `next`; the first with its text, or else the one most like it. */
  private match(key: string, nth: number, next: number, lineAt: (nth: number) => number | undefined) {
    let best = { credit: 0, next };
    for (let place = next; place < reach; place++) {
      const text = this.index.key(lineAt(place) ?? -1);
      if (text === undefined) {
        return best;
      }
      const whole = 1 - perLineBetween * Math.abs(place - nth);
      const credit = whole * this.credit(text, key, place - next < edited.reach);
      best = credit > best.credit ? { credit, next: place + 1 } : best;
      if (text === key) {
        return best;
      }
    }
    return best;
  }

  private credit(text: string, key: string, mayBeEdited: boolean): number {
    if (text === key || !mayBeEdited) {
      return text === key ? 1 : 0;
    }
    const likeness = this.likeness.of(text, key);
    return likeness < edited.least ? 0 : edited.credit * likeness;
  }
}

/** How much a text tells, up to 1: little where it has few letters, and the less the more often the file has it. */
export function weightOf(index: LineIndex, key: string): number {
  const letters = Math.min(10, key.match(/[\p{L}\p{N}]/gu)?.length ?? 0);
  return (0.1 + 0.09 * letters) / (1 + Math.log2(Math.max(1, index.places(key).length)));
}
