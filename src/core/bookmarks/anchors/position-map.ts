import { compare, endOf, sorted, type TextChange, type TextPosition } from "./text-change";

export interface Mapped {
  readonly position: TextPosition;
  /** The change that replaced the character at the position; `position` is then where its text begins. */
  readonly within?: TextChange;
}

/** Where positions of one snapshot are after an event. What is inserted at a position pushes it on. */
export class PositionMap {
  private readonly changes: readonly TextChange[];

  constructor(changes: readonly TextChange[]) {
    this.changes = sorted(changes);
  }

  map(position: TextPosition): Mapped {
    let [lines, line, characters] = [0, -1, 0];
    const moved = ({ line: old, character }: TextPosition) => ({
      line: old + lines,
      character: character + (old === line ? characters : 0),
    });
    for (const change of this.changes) {
      const { start, end } = change.range;
      if (compare(start, position) > 0) {
        break;
      }
      if (compare(end, position) > 0) {
        return { position: moved(start), within: change };
      }
      const after = endOf(moved(start), change.text);
      [lines, line, characters] = [after.line - end.line, end.line, after.character - end.character];
    }
    return { position: moved(position) };
  }
}
