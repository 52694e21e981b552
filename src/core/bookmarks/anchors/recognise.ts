import { linesOf } from "../../text-lines";
import { keyOf, LineIndex } from "./line-index";
import type { LivePlace, Orphan } from "./live-place";
import { type Found, reAnchor } from "./re-anchor";
import { insertedRanges, sorted, type TextChange, textIn } from "./text-change";

export interface Edit {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly changes: readonly TextChange[];
}

/**
 * Brings bookmarks without a line to the lines that the event inserted, by their text: that of a line which went once and
 * came once; else the best by the score of re-anchoring; else, of lines that came as often as they went, the one in the
 * same order. Only what the event itself took away may have been edited; older orphans ask for their very text.
 */
export function recognised(places: readonly LivePlace[], old: readonly LivePlace[], edit: Edit): readonly LivePlace[] {
  const inserted = insertedLines(edit);
  const lost = places.flatMap((place, nth) => lostOne(place, nth, old[nth]));
  const wanted = lost.some(({ isOld }) => !isOld) ? lost : withTextIn(lost, edit, inserted);
  if (wanted.length === 0 || inserted.size === 0) {
    return places;
  }
  const twins = new Twins(edit, inserted);
  const result = [...places];
  const open = wanted.filter((one) => {
    const twin = one.isOld ? undefined : twins.of(one.oldLine - 1);
    if (twin?.isOnly === true) {
      result[one.nth] = revived(one.place, twin.line + 1);
    }
    return twin?.isOnly !== true;
  });
  const taken = new Set(result.filter(({ orphan }) => orphan === undefined).map(({ line }) => line));
  const found = searched(open, edit, (line) => inserted.has(line - 1) && !taken.has(line));
  open.forEach((one, nth) => {
    const line = lineFound(one, found[nth]) ?? (one.isOld ? undefined : twins.of(one.oldLine - 1)?.line);
    result[one.nth] = line === undefined ? one.place : revived(one.place, line + 1);
  });
  return result;
}

interface Lost {
  readonly place: LivePlace;
  readonly nth: number;
  readonly orphan: Orphan;
  /** An orphan before this event. */
  readonly isOld: boolean;
  /** From 1. */
  readonly oldLine: number;
}

function lostOne(place: LivePlace, nth: number, old: LivePlace | undefined): readonly Lost[] {
  const { orphan } = place;
  return orphan === undefined
    ? []
    : [{ place, nth, orphan, isOld: old?.orphan !== undefined, oldLine: old?.line ?? place.line }];
}

/** Typing in a file with orphans must not index it with every key. */
function withTextIn(lost: readonly Lost[], { after }: Edit, inserted: ReadonlySet<number>): readonly Lost[] {
  const keys = new Set(lost.length === 0 ? [] : [...inserted].map((line) => keyOf(after[line] ?? "")));
  return lost.filter(({ orphan }) => keys.has(keyOf(orphan.anchor.text)));
}

function lineFound({ isOld }: Lost, found: Found | undefined): number | undefined {
  const isFound = found !== undefined && found.kind !== "orphaned" && !(isOld && found.kind === "similar");
  return isFound ? found.line - 1 : undefined;
}

function searched(lost: readonly Lost[], { after }: Edit, mayBe: (line: number) => boolean): readonly Found[] {
  const remembered = lost.map(({ place, orphan: { anchor, offset } }) => ({ line: place.line + offset, anchor }));
  return remembered.length === 0 ? [] : reAnchor(remembered, new LineIndex(after), mayBe);
}

function revived({ orphan: _, ...place }: LivePlace, line: number): LivePlace {
  return { ...place, line };
}

/** Lines (from 0) of which the event inserted all that is in them. */
function insertedLines({ changes, after }: Edit): ReadonlySet<number> {
  const texts = sorted(changes).map(({ text }) => linesOf(text));
  const lines = new Set<number>();
  insertedRanges(changes).forEach(({ start, end }, nth) => {
    for (let line = start.line; line <= end.line; line++) {
      const part = (texts[nth]?.[line - start.line] ?? "").trim();
      if ((line > start.line && line < end.line) || (part !== "" && part === (after[line] ?? "").trim())) {
        lines.add(line);
      }
    }
  });
  return lines;
}

/** Lines that went as often as they came. */
class Twins {
  private readonly gone = new Map<string, number[]>();
  private readonly come = new Map<string, number[]>();

  constructor(
    private readonly edit: Edit,
    inserted: ReadonlySet<number>,
  ) {
    for (const { range } of sorted(edit.changes)) {
      const count = linesOf(textIn(edit.before, range)).length;
      for (let line = range.start.line; line < range.start.line + count; line++) {
        add(this.gone, keyOf(edit.before[line] ?? ""), line);
      }
    }
    for (const line of [...inserted].sort((left, right) => left - right)) {
      add(this.come, keyOf(edit.after[line] ?? ""), line);
    }
  }

  of(line: number): { readonly line: number; readonly isOnly: boolean } | undefined {
    const key = keyOf(this.edit.before[line] ?? "");
    const [gone, come] = [this.gone.get(key) ?? [], this.come.get(key) ?? []];
    const twin = gone.length === come.length ? come[gone.indexOf(line)] : undefined;
    return twin === undefined ? undefined : { line: twin, isOnly: come.length === 1 };
  }
}

function add(lines: Map<string, number[]>, key: string, line: number): void {
  const known = lines.get(key) ?? [];
  if (known.at(-1) !== line) {
    known.push(line);
  }
  lines.set(key, known);
}
