import { linesOf } from "../../text-lines";
import type { TextChange } from "./text-change";

/**
 * Whole lines inserted above the same lines, as VS Code's “Copy Line Down” does, are as well inserted below them, and
 * whole lines deleted above the same lines, as its undo does, as well below them. Seen so, the bookmarks of the upper
 * ones stay; but when lines go, those of the lower ones must have none themselves.
 */
export function keepingCopies(change: TextChange, lines: readonly string[], marked: readonly number[]): TextChange {
  const { start, end } = change.range;
  if (start.character !== 0 || end.character !== 0) {
    return change;
  }
  const deleted = end.line - start.line;
  const inserted = linesOf(change.text);
  if (deleted === 0 && inserted.length > 1 && inserted.at(-1) === "") {
    const count = inserted.length - 1;
    const isCopy = inserted.slice(0, -1).every((text, nth) => text === lines[start.line + nth]);
    return isCopy && start.line + count < lines.length ? below(change, count) : change;
  }
  const hasMark = (from: number) => marked.some((line) => line >= from && line < from + deleted);
  const isCopy = (nth: number) => lines[start.line + nth] === lines[end.line + nth];
  const copies = deleted > 0 && change.text === "" && end.line + deleted < lines.length;
  return copies && Array.from({ length: deleted }, (_, nth) => nth).every(isCopy) && !hasMark(end.line)
    ? below(change, deleted)
    : change;
}

function below({ range, text }: TextChange, count: number): TextChange {
  const down = ({ line }: { readonly line: number }) => ({ line: line + count, character: 0 });
  return { range: { start: down(range.start), end: down(range.end) }, text };
}
