import { anchorAt } from "../../../src/core/bookmarks/anchor";
import { LineIndex } from "../../../src/core/bookmarks/anchors/line-index";
import { reAnchor } from "../../../src/core/bookmarks/anchors/re-anchor";

/** Where bookmarks that were on `lines` of `before` are in `after`, undefined for an orphan. All lines from 0. */
export type Strategy = (
  before: readonly string[],
  after: readonly string[],
  lines: readonly number[],
) => readonly (number | undefined)[];

export const strategies: Readonly<Record<string, Strategy>> = {
  lockstep: (before, after, lines) => {
    const remembered = lines.map((line) => ({ line: line + 1, anchor: anchorAt(before, line + 1) }));
    const found = reAnchor(remembered, new LineIndex(after));
    return found.map((one) => (one.kind === "orphaned" ? undefined : one.line - 1));
  },
  "lockstep, alone in its file": (before, after, lines) => {
    const index = new LineIndex(after);
    return lines.map((line) => {
      const [one] = reAnchor([{ line: line + 1, anchor: anchorAt(before, line + 1) }], index);
      return one === undefined || one.kind === "orphaned" ? undefined : one.line - 1;
    });
  },
  "line number": (_before, after, lines) => lines.map((line) => (line < after.length ? line : undefined)),
  "line text": (before, after, lines) => {
    const places = new Map<string, number[]>();
    for (const [line, text] of after.entries()) {
      places.set(text.trim(), [...(places.get(text.trim()) ?? []), line]);
    }
    const nearest = (line: number, among: readonly number[]) =>
      among.toSorted((left, right) => Math.abs(left - line) - Math.abs(right - line))[0];
    return lines.map((line) => nearest(line, places.get(before[line]?.trim() ?? "") ?? []));
  },
};
