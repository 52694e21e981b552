import type { Anchor } from "./bookmark";

const neighbours = 3;
const length = 200;

/** Of a bookmark whose line nobody has looked at. */
export const emptyAnchor: Anchor = { text: "", before: [], after: [] };

/** What to remember of `line` (from 1): its text and the nearest lines around it that are not blank. */
export function anchorAt(lines: readonly string[], line: number): Anchor {
  const index = line - 1;
  return {
    text: excerpt(lines[index] ?? ""),
    before: nearest(lines, Math.min(index, lines.length) - 1, -1).reverse(),
    after: nearest(lines, index + 1, 1),
  };
}

/**
 * Whether this is what {@link anchorAt} would remember. It makes nothing on the way: whoever opens a file waits for all of
 * its bookmarks.
 */
export function isAnchorAt({ text, before, after }: Anchor, lines: readonly string[], line: number): boolean {
  const index = line - 1;
  return (
    excerpt(lines[index] ?? "") === text &&
    isNearest((nth) => before[before.length - 1 - nth], lines, Math.min(index, lines.length) - 1, -1) &&
    isNearest((nth) => after[nth], lines, index + 1, 1)
  );
}

/** From line `first` (from 0) on, up or down. Looks at no more lines than it has to: this runs while people type. */
function nearest(lines: readonly string[], first: number, step: 1 | -1): string[] {
  const found: string[] = [];
  for (let next = first; found.length < neighbours; ) {
    const line = written(lines, next, step);
    const text = lines[line];
    if (text === undefined) {
      break;
    }
    found.push(excerpt(text));
    next = line + step;
  }
  return found;
}

function isNearest(
  textOf: (nth: number) => string | undefined,
  lines: readonly string[],
  first: number,
  step: 1 | -1,
): boolean {
  for (let nth = 0, next = first; nth < neighbours; nth++) {
    const line = written(lines, next, step);
    const text = lines[line];
    if (textOf(nth) !== (text === undefined ? undefined : excerpt(text))) {
      return false;
    }
    next = line + step;
  }
  return textOf(neighbours) === undefined;
}

/** The first line from there on that is not blank; one outside where there is none. */
function written(lines: readonly string[], from: number, step: 1 | -1): number {
  let line = from;
  for (let text = lines[line]; text !== undefined && text.trim() === ""; text = lines[line]) {
    line += step;
  }
  return line;
}

/** Whether both tell the same of a line. */
export function isSameAnchor(left: Anchor, right: Anchor): boolean {
  return left.text === right.text && areSameTexts(left.before, right.before) && areSameTexts(left.after, right.after);
}

function areSameTexts(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((text, nth) => text === right[nth]);
}

/** Without its line end, cut; never in the middle of a character of two units. */
function excerpt(line: string): string {
  return isExcerpt(line) ? line : cut(line);
}

/** As nearly every line is, so that this is what takes the time when a file with many bookmarks is opened. */
function isExcerpt(line: string): boolean {
  const last = line.charCodeAt(line.length - 1);
  return line.length <= length && last !== 0x0a && last !== 0x0d && (last < 0xd800 || last > 0xdbff);
}

function cut(line: string): string {
  return line
    .replace(/[\r\n]+$/u, "")
    .slice(0, length)
    .replace(/[\uD800-\uDBFF]$/, "");
}
