import { isSameAnchor } from "../anchor";
import type { Anchor } from "../bookmark";
import { type Candidate, Candidates } from "./candidates";
import { Compass } from "./compass";
import { Likeness } from "./likeness";
import { keyOf, type LineIndex } from "./line-index";

export interface Remembered {
  /** Where it was last, from 1. */
  readonly line: number;
  readonly anchor: Anchor;
}

/**
 * `exact`: the same text in the same place; `moved`: the same text elsewhere; `similar`: a line that was edited. The
 * indentation aside. `line` is from 1, `score` the one of {@link Candidates} and a little for being near.
 */
export type Found =
  | { readonly kind: "exact" | "moved" | "similar"; readonly line: number; readonly score: number }
  | { readonly kind: "orphaned" };

/**
 * What a score must reach (see {@link Candidates}), found by trying on real history (test/bench/anchors): a lower one for
 * edited lines finds more of them and more wrong ones; a higher one for the same text loses brackets whose
 * surroundings were edited. A line of words that stands once in the file scores 0.5 by itself, so it is found wherever it went.
 */
const least = { same: 0.45, blank: 0.5, similar: 0.7 };
/** What being where it is expected adds; halved ten lines away. Decides between lines that look the same. */
const near = 0.05;
/** What standing between the same other bookmarks as before adds, when candidates are compared. */
const inOrder = 0.1;
/** What the same text adds then: it went elsewhere rather than that it was edited and another one like it came. */
const sameText = 0.25;

/**
 * Where the bookmarks of one file are now, in their order. Those that are found beyond doubt tell the others where to
 * expect themselves. Of several that would be on one line the best one is; the others take their next best.
 *
 * @param mayBe Restricts the search to some lines (from 1).
 */
export function reAnchor(
  remembered: readonly Remembered[],
  index: LineIndex,
  mayBe: (line: number) => boolean = () => true,
): readonly Found[] {
  const likeness = new Likeness();
  const searches = remembered.map(({ anchor, line }) => {
    const candidates = new Candidates(index, likeness, anchor);
    candidates.lookAround(line - 1);
    return candidates;
  });
  const compass = new Compass(remembered.map(({ line }, nth) => ({ line, candidates: searches[nth]?.all() ?? [] })));
  const ranked = remembered.map((one, nth) => {
    const candidates = searches[nth];
    const expected = compass.expected(one.line);
    candidates?.lookAround(expected - 1);
    const all = (candidates?.all() ?? []).filter(({ line }) => mayBe(line + 1));
    return acceptable(one, all, expected, (line) => compass.keepsOrder(one.line, line));
  });
  return assigned(remembered, ranked, index, mayBe);
}

interface Ranked extends Candidate {
  readonly rank: number;
}

function acceptable(
  { anchor }: Remembered,
  candidates: readonly Candidate[],
  expected: number,
  keepsOrder: (line: number) => boolean,
): readonly Ranked[] {
  const limit = keyOf(anchor.text) === "" ? least.blank : least.same;
  const distance = ({ line }: Candidate) => Math.abs(line + 1 - expected);
  return candidates
    .map((candidate) => {
      const score = candidate.score + near / (1 + distance(candidate) / 10);
      const bonus = (keepsOrder(candidate.line + 1) ? inOrder : 0) + (candidate.text === 1 ? sameText : 0);
      return { ...candidate, score, rank: score + bonus };
    })
    .filter(({ text, score }) => score >= (text === 1 ? limit : least.similar))
    .sort((left, right) => right.rank - left.rank || distance(left) - distance(right) || left.line - right.line);
}

function assigned(
  remembered: readonly Remembered[],
  ranked: readonly (readonly Ranked[])[],
  index: LineIndex,
  mayBe: (line: number) => boolean,
): readonly Found[] {
  const found: Found[] = remembered.map(() => ({ kind: "orphaned" }));
  const taken = new Map<number, Remembered>();
  const best = (nth: number) => ranked[nth]?.[0]?.rank ?? 0;
  const order = remembered.map((_, nth) => nth).sort((left, right) => best(right) - best(left));
  for (const nth of order) {
    const one = remembered[nth];
    if (one === undefined) {
      continue;
    }
    const { line, anchor } = one;
    if (isEmpty(anchor)) {
      found[nth] = line <= index.length && mayBe(line) ? { kind: "exact", line, score: 0 } : { kind: "orphaned" };
      continue;
    }
    const choice = ranked[nth]?.find((candidate) => areOfOneLine(taken.get(candidate.line) ?? one, one));
    if (choice !== undefined) {
      taken.set(choice.line, one);
      found[nth] = foundAt(choice, line);
    }
  }
  return found;
}

/** Also of two who saw the same line in two versions of the file. */
function areOfOneLine(left: Remembered, right: Remembered): boolean {
  return left.line === right.line || isSameAnchor(left.anchor, right.anchor);
}

function foundAt({ line, text, score }: Ranked, old: number): Found {
  return { kind: text < 1 ? "similar" : line + 1 === old ? "exact" : "moved", line: line + 1, score };
}

/** Nobody has looked at its line yet, so its number is all there is. */
function isEmpty({ text, before, after }: Anchor): boolean {
  return text === "" && before.length === 0 && after.length === 0;
}
