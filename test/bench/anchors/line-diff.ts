import { shortestScript } from "./shortest-script";

/**
 * Which line of `after` (from 0) each line of `before` became, or undefined. Patience: lines that are unique on both
 * sides and in the same order divide the files, Myers' shortest edit script fills the parts in between. Runs that could
 * as well stand elsewhere are slid, as git does, to where they begin with the least indentation.
 */
export function lineDiff(before: readonly string[], after: readonly string[]): readonly (number | undefined)[] {
  const matches = new Array<number | undefined>(before.length).fill(undefined);
  divide({ before, after, matches }, 0, before.length, 0, after.length);
  slideDeleted(before, matches);
  const backwards = inverse(matches, after.length);
  slideDeleted(after, backwards);
  return inverse(backwards, before.length);
}

interface Work {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly matches: (number | undefined)[];
}

function divide(work: Work, beginBefore: number, endBefore: number, beginAfter: number, endAfter: number): void {
  const { before, after, matches } = work;
  let [a, b, endA, endB] = [beginBefore, beginAfter, endBefore, endAfter];
  while (a < endA && b < endB && before[a] === after[b]) {
    matches[a++] = b++;
  }
  while (a < endA && b < endB && before[endA - 1] === after[endB - 1]) {
    matches[--endA] = --endB;
  }
  if (a === endA || b === endB) {
    return;
  }
  const anchors = uniqueInOrder(work, a, endA, b, endB);
  if (anchors.length === 0) {
    for (const [line, partner] of shortestScript(before.slice(a, endA), after.slice(b, endB))) {
      matches[a + line] = b + partner;
    }
    return;
  }
  for (const [anchorA, anchorB] of anchors) {
    divide(work, a, anchorA, b, anchorB);
    matches[anchorA] = anchorB;
    [a, b] = [anchorA + 1, anchorB + 1];
  }
  divide(work, a, endA, b, endB);
}

type Pair = readonly [before: number, after: number];

function uniqueInOrder({ before, after }: Work, a: number, endA: number, b: number, endB: number): readonly Pair[] {
  const ofAfter = uniqueLines(after, b, endB);
  const pairs: Pair[] = [];
  for (const [text, line] of uniqueLines(before, a, endA)) {
    const partner = ofAfter.get(text);
    if (line !== undefined && partner !== undefined) {
      pairs.push([line, partner]);
    }
  }
  return longestRising(pairs.toSorted(([left], [right]) => left - right));
}

function uniqueLines(lines: readonly string[], begin: number, end: number): Map<string, number | undefined> {
  const found = new Map<string, number | undefined>();
  for (let line = begin; line < end; line++) {
    const text = lines[line] ?? "";
    found.set(text, found.has(text) ? undefined : line);
  }
  return found;
}

/** The longest subsequence in which the second rises, too. */
function longestRising(pairs: readonly Pair[]): readonly Pair[] {
  interface Link {
    readonly pair: Pair;
    readonly previous: Link | undefined;
  }
  const tails: Link[] = [];
  for (const pair of pairs) {
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tails[middle]?.pair[1] ?? 0) < pair[1]) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    tails[low] = { pair, previous: tails[low - 1] };
  }
  const rising: Pair[] = [];
  for (let link = tails.at(-1); link !== undefined; link = link.previous) {
    rising.push(link.pair);
  }
  return rising.reverse();
}

function slideDeleted(lines: readonly string[], matches: (number | undefined)[]): void {
  let begin = 0;
  while (begin < lines.length) {
    let end = begin;
    while (end < lines.length && matches[end] === undefined) {
      end++;
    }
    if (end > begin) {
      slideRun(lines, matches, begin, end);
    }
    begin = end + 1;
  }
}

/** A pure deletion (nothing stands in its place) may move as long as what it leaves equals what it takes. */
function slideRun(lines: readonly string[], matches: (number | undefined)[], begin: number, end: number): void {
  const [above, below] = [matches[begin - 1], matches[end]];
  if (above !== undefined && below !== undefined && below !== above + 1) {
    return;
  }
  const up = steps(
    (step) => matches[begin - 1 - step] !== undefined && lines[begin - 1 - step] === lines[end - 1 - step],
  );
  const down = steps((step) => matches[end + step] !== undefined && lines[begin + step] === lines[end + step]);
  let best = 0;
  for (let shift = -up; shift <= down; shift++) {
    best = cost(lines[begin + shift] ?? "") < cost(lines[begin + best] ?? "") ? shift : best;
  }
  for (let step = 0; step < best; step++) {
    [matches[begin + step], matches[end + step]] = [matches[end + step], undefined];
  }
  for (let step = 1; step <= -best; step++) {
    [matches[end - step], matches[begin - step]] = [matches[begin - step], undefined];
  }
}

function steps(isPossible: (step: number) => boolean): number {
  let count = 0;
  while (isPossible(count)) {
    count++;
  }
  return count;
}

/** How unlikely a run begins with this line: people add and remove whole blocks. */
function cost(line: string): number {
  const text = line.trimStart();
  if (text === "") {
    return 2;
  }
  return (line.length - text.length) * 10 + (/^[\])}]/.test(text) ? 5 : 0);
}

function inverse(matches: readonly (number | undefined)[], length: number): (number | undefined)[] {
  const result = new Array<number | undefined>(length).fill(undefined);
  matches.forEach((partner, line) => {
    if (partner !== undefined) {
      result[partner] = line;
    }
  });
  return result;
}
