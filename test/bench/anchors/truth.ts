import { mostInCommon } from "./edited-lines";
import { lineDiff } from "./line-diff";

/**
 * What became of a line: the diff knows where it is, it went elsewhere as it was, it was edited in place, lines that are
 * too different stand in its place, or it is gone without any.
 */
export interface Fate {
  readonly kind: "kept" | "moved" | "edited" | "replaced" | "gone";
  /** From 0. */
  readonly line?: number;
  /** The first and the last of the lines that replaced it. */
  readonly by?: readonly [number, number];
}

/** What became of every line of `before`. */
export function fates(before: readonly string[], after: readonly string[]): readonly Fate[] {
  const matches = lineDiff(before, after);
  const found: Fate[] = matches.map((line) => (line === undefined ? { kind: "gone" } : { kind: "kept", line }));
  const taken = new Set(matches);
  const free = (line: number) => line < after.length && !taken.has(line);
  addMoved(before, after, found, free);
  addEdited(before, after, found, free);
  return found;
}

/** A line that stands once in what went and once in what came, leading and trailing blanks aside, has moved. */
function addMoved(before: readonly string[], after: readonly string[], found: Fate[], free: (line: number) => boolean) {
  const gone = once(before, (line) => found[line]?.kind === "gone");
  const come = once(after, free);
  for (const [text, line] of gone) {
    const partner = come.get(text);
    if (text.length > 3 && line !== undefined && partner !== undefined) {
      found[line] = { kind: "moved", line: partner };
    }
  }
}

function once(lines: readonly string[], counts: (line: number) => boolean): Map<string, number | undefined> {
  const places = new Map<string, number | undefined>();
  lines.forEach((text, line) => {
    if (counts(line)) {
      places.set(text.trim(), places.has(text.trim()) ? undefined : line);
    }
  });
  return places;
}

/** Where lines were replaced by others, the pairs in order that have most in common; the rest is replaced. */
function addEdited(
  before: readonly string[],
  after: readonly string[],
  found: Fate[],
  free: (line: number) => boolean,
): void {
  const open = (line: number) => found[line]?.kind === "gone";
  for (const [begin, end] of runs(before.length, open)) {
    const first = partnerAbove(found, begin) + 1;
    const [, last] = runs(after.length - first, (line) => free(first + line)).find(([from]) => from === 0) ?? [0, 0];
    if (last === 0) {
      continue;
    }
    const [old, fresh] = [before.slice(begin, end), after.slice(first, first + last)];
    for (const [line, partner] of mostInCommon(old, fresh)) {
      found[begin + line] = { kind: "edited", line: first + partner };
    }
    for (let line = begin; line < end; line++) {
      found[line] = open(line)
        ? { kind: "replaced", by: [first, first + last - 1] }
        : (found[line] ?? { kind: "gone" });
    }
  }
}

function runs(length: number, belongs: (line: number) => boolean): readonly (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  for (let begin = 0; begin < length; begin++) {
    let end = begin;
    while (end < length && belongs(end)) {
      end++;
    }
    if (end > begin) {
      found.push([begin, end]);
      begin = end;
    }
  }
  return found;
}

function partnerAbove(found: readonly Fate[], begin: number): number {
  for (let line = begin - 1; line >= 0; line--) {
    const fate = found[line];
    if (fate?.line !== undefined && fate.kind !== "moved") {
      return fate.line;
    }
  }
  return -1;
}
