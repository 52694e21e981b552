import { linesOf } from "../../text-lines";

/** A position in a text, line and character from 0, as editors tell it. */
export interface TextPosition {
  readonly line: number;
  readonly character: number;
}

export interface TextRange {
  readonly start: TextPosition;
  readonly end: TextPosition;
}

/** What an editor tells of a change: `text` took the place of `range`. Those of one event speak of one snapshot and don't overlap. */
export interface TextChange {
  readonly range: TextRange;
  readonly text: string;
}

export function compare(left: TextPosition, right: TextPosition): number {
  return left.line - right.line || left.character - right.character;
}

/** From the top down. */
export function sorted(changes: readonly TextChange[]): readonly TextChange[] {
  return changes.toSorted(
    ({ range: left }, { range: right }) => compare(left.start, right.start) || compare(left.end, right.end),
  );
}

/** Where the inserted text ends, when `start` is where it begins. */
export function endOf(start: TextPosition, text: string): TextPosition {
  const lines = linesOf(text);
  const last = lines.at(-1)?.length ?? 0;
  return {
    line: start.line + lines.length - 1,
    character: lines.length === 1 ? start.character + last : last,
  };
}

/** The lines after an event. */
export function afterChanges(lines: readonly string[], changes: readonly TextChange[]): readonly string[] {
  const result = [...lines];
  makeChanges(result, changes);
  return result;
}

/** The same in place; an event that neither adds nor removes lines costs nothing for the others. */
export function makeChanges(lines: string[], changes: readonly TextChange[]): void {
  for (const { range, text } of sorted(changes).toReversed()) {
    const head = (lines[range.start.line] ?? "").slice(0, range.start.character);
    const tail = (lines[range.end.line] ?? "").slice(range.end.character);
    replaceLines(lines, range.start.line, range.end.line - range.start.line + 1, linesOf(head + text + tail));
  }
}

/** As many arguments as a call surely takes. */
const fewLines = 1_000;

function replaceLines(lines: string[], first: number, count: number, replacement: readonly string[]): void {
  const [only] = replacement;
  if (count === 1 && replacement.length === 1 && only !== undefined) {
    lines[first] = only;
  } else if (replacement.length <= fewLines) {
    lines.splice(first, count, ...replacement);
  } else {
    const rest = lines.splice(first).slice(count);
    for (const line of [replacement, rest].flat()) {
      lines.push(line);
    }
  }
}

/** Where the texts of an event are after it, from the top down. */
export function insertedRanges(changes: readonly TextChange[]): readonly TextRange[] {
  let [lines, line, characters] = [0, -1, 0];
  return sorted(changes).map(({ range, text }) => {
    const start = {
      line: range.start.line + lines,
      character: range.start.character + (range.start.line === line ? characters : 0),
    };
    const end = endOf(start, text);
    [lines, line, characters] = [end.line - range.end.line, range.end.line, end.character - range.end.character];
    return { start, end };
  });
}

/** The event that takes another one back; `lines` are those before it. */
export function inverseOf(lines: readonly string[], changes: readonly TextChange[]): readonly TextChange[] {
  const ranges = insertedRanges(changes);
  return sorted(changes).flatMap((change, nth) => {
    const range = ranges[nth];
    return range === undefined ? [] : [{ range, text: textIn(lines, change.range) }];
  });
}

export function textIn(lines: readonly string[], { start, end }: TextRange): string {
  if (start.line === end.line) {
    return (lines[start.line] ?? "").slice(start.character, end.character);
  }
  const [first, last] = [lines[start.line] ?? "", lines[end.line] ?? ""];
  const between = lines.slice(start.line + 1, end.line);
  return [first.slice(start.character), ...between, last.slice(0, end.character)].join("\n");
}
