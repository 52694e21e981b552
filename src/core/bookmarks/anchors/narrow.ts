import { linesOf } from "../../text-lines";
import { type TextChange, textIn } from "./text-change";

/**
 * The same change without what it replaces by itself: whole lines at both ends, and characters where a part of a line
 * became a part of a line. Not characters of several lines: “ant, bee” for “bee, ant” keeps no place of any line.
 */
export function narrowed(change: TextChange, lines: readonly string[]): TextChange {
  const { start, end } = change.range;
  const [old, fresh] = [linesOf(textIn(lines, change.range)), linesOf(change.text)];
  const most = Math.min(old.length, fresh.length) - 1;
  const head = common(most, (nth) => old[nth] === fresh[nth]);
  const tail = common(most - head, (nth) => old.at(-1 - nth) === fresh.at(-1 - nth));
  const [first, last] = [start.line + head, end.line - tail];
  const range = {
    start: { line: first, character: head === 0 ? start.character : 0 },
    end: { line: last, character: tail === 0 ? end.character : (lines[last]?.length ?? 0) },
  };
  return onlyAdded({ range, text: fresh.slice(head, fresh.length - tail).join("\n") }, lines);
}

/** What begins or ends with all that was there adds lines to it, and what was the beginning or the end of it takes some. */
function onlyAdded(change: TextChange, lines: readonly string[]): TextChange {
  const { start, end } = change.range;
  const [old, fresh] = [linesOf(textIn(lines, change.range)), linesOf(change.text)];
  const shared = Math.min(old.length, fresh.length);
  if (old.length === fresh.length || (shared === 1 && (old[0] ?? "") === "" && old.length === 1)) {
    return withinLine(change, lines);
  }
  if (common(shared, (nth) => old.at(-1 - nth) === fresh.at(-1 - nth)) === shared) {
    const [from, rest] = [old.length - shared, fresh.slice(0, fresh.length - shared)];
    const to = { line: start.line + from, character: from === 0 ? start.character : 0 };
    return { range: { start, end: to }, text: rest.map((line) => `${line}\n`).join("") };
  }
  if (common(shared, (nth) => old[nth] === fresh[nth]) === shared) {
    const last = start.line + shared - 1;
    const character = (shared === 1 ? start.character : 0) + (old[shared - 1]?.length ?? 0);
    const text = fresh.slice(shared).map((line) => `\n${line}`);
    return { range: { start: { line: last, character }, end }, text: text.join("") };
  }
  return withinLine(change, lines);
}

function withinLine(change: TextChange, lines: readonly string[]): TextChange {
  const { start, end } = change.range;
  const [old, fresh] = [textIn(lines, change.range), change.text];
  if (start.line !== end.line || fresh.includes("\n")) {
    return change;
  }
  const most = Math.min(old.length, fresh.length);
  const tail = common(most, (nth) => old.at(-1 - nth) === fresh.at(-1 - nth));
  const head = common(most - tail, (nth) => old[nth] === fresh[nth]);
  return {
    range: {
      start: { line: start.line, character: start.character + head },
      end: { line: end.line, character: end.character - tail },
    },
    text: fresh.slice(head, fresh.length - tail),
  };
}

function common(most: number, isSame: (nth: number) => boolean): number {
  let count = 0;
  while (count < most && isSame(count)) {
    count++;
  }
  return count;
}
