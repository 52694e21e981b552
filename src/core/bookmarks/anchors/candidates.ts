import type { Anchor } from "../bookmark";
import type { Likeness } from "./likeness";
import { indentationOf, keyOf, type LineIndex } from "./line-index";
import { Surroundings, weightOf } from "./surroundings";

/** All from 0 to 1. */
export interface Candidate {
  /** From 0. */
  readonly line: number;
  readonly text: number;
  readonly score: number;
}

/** A text that stands more often is not tried everywhere. */
const manyPlaces = 64;
/** A neighbour that stands more often doesn't tell where to look. */
const manyNeighbours = 16;
const linesAround = 3;
/** A line between a neighbour and the bookmark may be new; so many of them. */
const linesBetween = 4;
/** A line less like it is another line, whatever is around it. */
const leastLikeness = 0.5;
const blankWeight = 0.05;
const otherIndentation = 0.12;

/**
 * The lines of a file that one anchor may be at. They are gathered from the text, from what is around it and from around
 * a line; that their number is bounded keeps the search independent of the length of the file.
 *
 * The score of a line is the documented one: (w·t + s) / (w + 1) − i, where t is the likeness of its text (1 the same), s
 * how much of the remembered neighbours is around it, w what the text tells (from 0.01 for a bracket that stands
 * everywhere to 1 for a line of words that stands once), and i = 0.12 where the indentation is another one.
 */
export class Candidates {
  private readonly found = new Map<number, Candidate | undefined>();
  private readonly key: string;
  private readonly weight: number;
  private readonly surroundings: Surroundings;

  constructor(
    private readonly index: LineIndex,
    private readonly likeness: Likeness,
    private readonly anchor: Anchor,
  ) {
    this.key = keyOf(anchor.text);
    this.weight = this.key === "" ? blankWeight : weightOf(index, this.key);
    this.surroundings = new Surroundings(index, likeness, anchor);
    this.gather();
  }

  all(): readonly Candidate[] {
    return [...this.found.values()].filter((candidate) => candidate !== undefined);
  }

  /** Takes what is around `line` (from 0) and the nearest lines with its text, too. */
  lookAround(line: number): void {
    this.addRange(line);
    const places = this.index.places(this.key);
    if (places.length > manyPlaces) {
      const middle = firstFrom(places, line);
      for (const place of places.slice(Math.max(0, middle - manyNeighbours), middle + manyNeighbours)) {
        this.add(place);
      }
    }
  }

  private gather(): void {
    const places = this.index.places(this.key);
    if (places.length <= manyPlaces) {
      for (const place of places) {
        this.add(place);
      }
    }
    for (const [nth, text] of this.anchor.before.toReversed().entries()) {
      this.addBeside(keyOf(text), nth + 1);
    }
    for (const [nth, text] of this.anchor.after.entries()) {
      this.addBeside(keyOf(text), -nth - 1);
    }
  }

  /** Where a neighbour stands, the lines below it, or above where `offset` is negative. */
  private addBeside(neighbour: string, offset: number): void {
    const places = this.index.places(neighbour);
    for (const place of places.length > manyNeighbours ? [] : places) {
      if (this.key === "") {
        this.addRange(place + offset);
        continue;
      }
      for (let nth = 0; nth <= linesBetween; nth++) {
        this.add(offset > 0 ? this.index.below(place, nth) : this.index.above(place, nth));
      }
    }
  }

  private addRange(middle: number): void {
    for (let line = middle - linesAround; line <= middle + linesAround; line++) {
      this.add(line);
    }
  }

  private add(line: number | undefined): void {
    const key = line === undefined ? undefined : this.index.key(line);
    if (line === undefined || key === undefined || this.found.has(line)) {
      return;
    }
    const text = this.likeness.of(key, this.key);
    this.found.set(line, text < leastLikeness ? undefined : { line, text, score: this.score(line, text) });
  }

  private score(line: number, text: number): number {
    const reindented = this.key !== "" && this.index.indentation(line) !== indentationOf(this.anchor.text);
    const whole = (this.weight * text + this.surroundings.at(line)) / (this.weight + 1);
    return whole - (reindented ? otherIndentation : 0);
  }
}

/** The place in `ascending` of the first number that is not below `least`. */
function firstFrom(ascending: readonly number[], least: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < least) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
