import { anchorAt } from "../anchor";
import { keepingCopies } from "./copies";
import { indentationOf } from "./line-index";
import type { LivePlace } from "./live-place";
import { narrowed } from "./narrow";
import { PositionMap } from "./position-map";
import { recognised } from "./recognise";
import { afterChanges, type TextChange, type TextPosition } from "./text-change";

/**
 * Where bookmarks are after one event of an editor, in their order. A bookmark goes with the first character of its line
 * that is not blank: what is inserted before that pushes it on. Where that character was replaced, it goes to where
 * the event inserted its line (sorted, moved, formatted, the whole file read anew); stays where only a part of the line was
 * replaced; and is orphaned where the line is gone. An orphan is back when an event inserts its line.
 *
 * @param before The lines before the event, without their ends.
 */
export function afterEdit(
  places: readonly LivePlace[],
  before: readonly string[],
  changes: readonly TextChange[],
): readonly LivePlace[] {
  if (isBeside(places, changes)) {
    return places;
  }
  const marked = places.filter(({ orphan }) => orphan === undefined).map(({ line }) => line - 1);
  const narrow = changes
    .map((change) => narrowed(change, before))
    .map((change, _, all) => {
      const kept = keepingCopies(change, before, marked);
      return all.some((other) => other !== change && lieBetween(other, change, kept)) ? change : kept;
    });
  const map = new PositionMap(narrow);
  const follower = new Follower(before, map, narrow);
  const moved = places.map((place) => (place.orphan ? followed(place, map) : follower.follow(place)));
  if (moved.every(({ orphan }) => orphan === undefined)) {
    return moved;
  }
  const after = afterChanges(before, changes);
  return recognised(moved, places, { before, after, changes: narrow }).map((place, nth) => {
    const old = places[nth];
    return place.orphan && old && !old.orphan ? (follower.remains(old) ?? place) : place;
  });
}

/** Most of what is typed is within lines that have no bookmark, which moves none. */
function isBeside(places: readonly LivePlace[], changes: readonly TextChange[]): boolean {
  const lines = new Set<number>();
  for (const { range, text } of changes) {
    if (range.start.line !== range.end.line || /[\r\n]/.test(text)) {
      return false;
    }
    lines.add(range.start.line + 1);
  }
  return places.every(({ line, orphan }) => orphan === undefined && !lines.has(line));
}

function lieBetween({ range }: TextChange, change: TextChange, kept: TextChange): boolean {
  return range.end.line >= change.range.start.line && range.start.line <= kept.range.end.line;
}

function followed(orphan: LivePlace, map: PositionMap): LivePlace {
  const { line } = map.map({ line: orphan.line - 1, character: 0 }).position;
  return line + 1 === orphan.line ? orphan : { ...orphan, line: line + 1 };
}

class Follower {
  private readonly first: number;
  private readonly last: number;
  /** By how much what is below all changes moves. */
  private readonly shift: number;

  constructor(
    private readonly before: readonly string[],
    private readonly map: PositionMap,
    private readonly changes: readonly TextChange[],
  ) {
    this.first = Math.min(...changes.map(({ range }) => range.start.line));
    this.last = Math.max(...changes.map(({ range }) => range.end.line));
    this.shift = map.map({ line: this.last + 1, character: 0 }).position.line - this.last - 1;
  }

  follow(place: LivePlace): LivePlace {
    const line = place.line - 1;
    const isOutside = line < this.first || line > this.last;
    return isOutside && place.start === undefined ? this.shifted(place) : this.within(place);
  }

  private shifted(place: LivePlace): LivePlace {
    return place.line - 1 < this.first || this.shift === 0 ? place : { ...place, line: place.line + this.shift };
  }

  private within(place: LivePlace): LivePlace {
    const line = place.line - 1;
    const begin = { line, character: place.start ?? firstCharacter(this.text(line)) };
    const { position, within } = this.map.map(begin);
    if (within !== undefined) {
      return this.replaced(place, position, within);
    }
    const joint = place.start !== undefined || this.isJoined(begin);
    if (this.text(line).trim() === "" && (joint || this.isWrittenOver(line))) {
      return this.orphaned(place, position);
    }
    return this.at(place, position, joint && position.character > 0 && !this.beginsLine(begin));
  }

  /** The line of a bookmark whose text went without its line end, whatever stands there now. */
  remains(place: LivePlace): LivePlace | undefined {
    const line = place.line - 1;
    const { position, within } = this.map.map({ line, character: place.start ?? firstCharacter(this.text(line)) });
    const isPart = within !== undefined && within.range.start.line === within.range.end.line;
    return isPart ? this.at(place, position, false) : undefined;
  }

  private replaced(place: LivePlace, position: TextPosition, { range, text }: TextChange): LivePlace {
    const line = place.line - 1;
    if (range.start.line === range.end.line && !text.includes("\n")) {
      return this.at(place, position, place.start !== undefined);
    }
    const rest = this.text(line).slice(range.end.character).trim();
    if (line === range.end.line && rest.length * 2 >= this.text(line).trim().length && !text.includes("\n")) {
      const end = this.map.map(range.end).position;
      return this.at(place, end, this.text(range.start.line).slice(0, range.start.character).trim() !== "");
    }
    return this.orphaned(place, position);
  }

  private at(place: LivePlace, position: TextPosition, isJoined: boolean): LivePlace {
    const { start: before, ...rest } = place;
    const column = this.map.map({ line: place.line - 1, character: place.column - 1 });
    const stays = column.position.line === position.line;
    const character = stays ? column.position.character : position.character;
    if (position.line + 1 === place.line && character + 1 === place.column && before === undefined && !isJoined) {
      return place;
    }
    const start = isJoined ? { start: position.character } : {};
    return { ...rest, line: position.line + 1, column: character + 1, ...start };
  }

  private orphaned(place: LivePlace, { line }: TextPosition): LivePlace {
    const { start: _, ...rest } = place;
    const offset = Math.max(0, place.line - 1 - this.firstDeleted(place.line - 1));
    return { ...rest, line: line + 1, orphan: { anchor: anchorAt(this.before, place.line), offset } };
  }

  private firstDeleted(line: number): number {
    const inside = this.changes.find(({ range }) => range.start.line <= line && line <= range.end.line);
    return inside?.range.start.line ?? line;
  }

  /** Whether what was the end of the line above, with something in it, is now before `begin`. */
  private isJoined({ line, character }: TextPosition): boolean {
    return this.changes.some(
      ({ range: { start, end }, text }) =>
        start.line < line &&
        end.line === line &&
        end.character <= character &&
        !text.includes("\n") &&
        this.text(start.line).slice(0, start.character).trim() !== "",
    );
  }

  /** Whether a text that replaced more lines now ends on the one that was blank. */
  private isWrittenOver(line: number): boolean {
    return this.changes.some(
      ({ range: { start, end }, text }) => start.line < line && end.line === line && /\S[^\n]*$/.test(text),
    );
  }

  /** Whether a line end was inserted right before it. */
  private beginsLine({ line, character }: TextPosition): boolean {
    return this.changes.some(
      ({ range: { end }, text }) =>
        end.line === line &&
        /\n\s*$/.test(text) &&
        this.text(line).slice(end.character, character).trim() === "" &&
        end.character <= character,
    );
  }

  private text(line: number): string {
    return this.before[line] ?? "";
  }
}

function firstCharacter(line: string): number {
  return line.trim() === "" ? 0 : indentationOf(line);
}
