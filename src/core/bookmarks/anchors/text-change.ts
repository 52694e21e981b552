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

export const linesOf = (text: string): readonly string[] => text.split(/\r\n|\r|\n/);

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
  for (const { range, text } of sorted(changes).toReversed()) {
    const head = (result[range.start.line] ?? "").slice(0, range.start.character);
    const tail = (result[range.end.line] ?? "").slice(range.end.character);
    const replacement = linesOf(head + text + tail);
    result.splice(range.start.line, range.end.line - range.start.line + 1, ...replacement);
  }
  return result;
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
