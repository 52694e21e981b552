import { afterEdit } from "./live-edits";
import type { LivePlace } from "./live-place";
import { inverseOf, sorted, type TextChange } from "./text-change";

interface Remembered {
  readonly inverse: string;
  readonly places: readonly LivePlace[];
  /** How often {@link EditHistory.forget} was asked to until then. */
  readonly time: number;
}

/** Editors keep more, but what is farther back is found by its text. */
const remembered = 200;
/** In characters; to hold more than that of a text is not worth it. */
const longest = 100_000;

/**
 * Follows the bookmarks of one open file. An event that takes the last one back, or again does what was taken back, brings
 * them to exactly where they were; every other goes through {@link afterEdit}, which also knows a line that comes back.
 */
export class EditHistory {
  private undo: Remembered[] = [];
  private redo: Remembered[] = [];
  private readonly forgotten = new Map<string, number>();
  private time = 0;

  /** @param before The lines before the event. */
  apply(places: readonly LivePlace[], before: readonly string[], changes: readonly TextChange[]): readonly LivePlace[] {
    const followed = afterEdit(places, before, changes);
    const [event, entry] = [signature(changes), this.entry(places, before, changes)];
    if (this.undo.at(-1)?.inverse === event) {
      this.redo.push(entry);
      return this.restored(followed, this.undo.pop());
    }
    if (this.redo.at(-1)?.inverse === event) {
      this.undo.push(entry);
      return this.restored(followed, this.redo.pop());
    }
    this.undo = entry.inverse.length > longest ? [] : [...this.undo.slice(1 - remembered), entry];
    this.redo = [];
    return followed;
  }

  /** Someone moved this bookmark by hand: no memory of where it was before brings it back there. */
  forget(id: string): void {
    this.time++;
    this.forgotten.set(id, this.time);
  }

  private entry(places: readonly LivePlace[], before: readonly string[], changes: readonly TextChange[]): Remembered {
    return { inverse: signature(inverseOf(before, changes)), places, time: this.time };
  }

  /** Bookmarks that were set or moved by hand in between are not in the memory as they are now. */
  private restored(followed: readonly LivePlace[], memory: Remembered | undefined): readonly LivePlace[] {
    const { places = [], time = 0 } = memory ?? {};
    if (places === followed) {
      return followed;
    }
    const isValid = ({ id }: LivePlace) => (this.forgotten.get(id) ?? 0) <= time;
    const known = new Map(places.filter(isValid).map((place) => [place.id, place]));
    return followed.map((place) => known.get(place.id) ?? place);
  }
}

function signature(changes: readonly TextChange[]): string {
  return JSON.stringify(
    sorted(changes).map(({ range, text }) => [range.start, range.end, text.replaceAll(/\r\n?/g, "\n")]),
  );
}
