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

/** From line `first` (from 0) on, up or down. Looks at no more lines than it has to: this runs while people type. */
function nearest(lines: readonly string[], first: number, step: 1 | -1): string[] {
  const found: string[] = [];
  for (let line = first; found.length < neighbours; line += step) {
    const text = lines[line];
    if (text === undefined) {
      break;
    }
    if (text.trim() !== "") {
      found.push(excerpt(text));
    }
  }
  return found;
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
