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
    before: nearest(lines.slice(0, Math.max(0, index)).reverse()).reverse(),
    after: nearest(lines.slice(index + 1)),
  };
}

function nearest(lines: readonly string[]): string[] {
  const found: string[] = [];
  for (const line of lines) {
    if (found.length === neighbours) {
      break;
    }
    if (line.trim() !== "") {
      found.push(excerpt(line));
    }
  }
  return found;
}

/** Without its line end, cut; never in the middle of a character of two units. */
function excerpt(line: string): string {
  return line
    .replace(/[\r\n]+$/u, "")
    .slice(0, length)
    .replace(/[\uD800-\uDBFF]$/, "");
}
