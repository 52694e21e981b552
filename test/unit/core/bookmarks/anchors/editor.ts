import type { LivePlace } from "../../../../../src/core/bookmarks/anchors/live-place";
import type { TextChange } from "../../../../../src/core/bookmarks/anchors/text-change";

/** A change as an editor tells it: lines and characters from 0. */
export function change(line: number, character: number, endLine: number, end: number, text: string): TextChange {
  return { range: { start: { line, character }, end: { line: endLine, character: end } }, text };
}

/** One bookmark on each line. */
export function bookmarks(lines: readonly string[]): readonly LivePlace[] {
  return lines.map((_, line) => ({ id: `b${line}`, line: line + 1, column: 1 }));
}

/** The lines that bookmarks point to; “-” for an orphan. */
export function lineTexts(places: readonly LivePlace[], lines: readonly string[]): readonly string[] {
  return places.map(({ line, orphan }) => (orphan === undefined ? (lines[line - 1] ?? "none") : "-"));
}
