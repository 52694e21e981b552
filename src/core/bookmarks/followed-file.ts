import { anchorAt, isAnchorAt, isSameAnchor } from "./anchor";
import { EditHistory } from "./anchors/edit-history";
import { keyOf, LineIndex } from "./anchors/line-index";
import type { LivePlace } from "./anchors/live-place";
import { type Found, reAnchor } from "./anchors/re-anchor";
import { makeChanges, type TextChange } from "./anchors/text-change";
import type { Anchor, Bookmark } from "./bookmark";
import type { FollowedPlace } from "./following";
import { KnownRecords } from "./known-records";

/**
 * The bookmarks of one file whose text is at hand: edited, replaced or just read. It holds where they are in that text
 * beside what the document says, and tells the difference. An edit costs what it touches; nothing here looks at the file
 * as a whole unless a bookmark has to be searched.
 */
export class FollowedFile {
  private readonly known = new KnownRecords();
  private readonly history = new EditHistory();
  private readonly elsewhere = new Set<string>();
  private texts: string[];
  private current: readonly LivePlace[] = [];
  private doubts = false;

  constructor(lines: readonly string[], records: readonly Bookmark[]) {
    this.texts = [...lines];
    this.adopt(records);
  }

  /** Of the file as it is now. Edits change it in place. */
  get lines(): readonly string[] {
    return this.texts;
  }

  get places(): readonly LivePlace[] {
    return this.current;
  }

  /** Whether somebody may have put back what our own report replaced: fresh records tell. */
  get isInDoubt(): boolean {
    return this.doubts;
  }

  /** Follows one event of an editor. True when a bookmark is on another line, gone or back. */
  edit(changes: readonly TextChange[]): boolean {
    const before = this.current;
    this.current = this.history.apply(before, this.texts, changes);
    makeChanges(this.texts, changes);
    return this.current !== before && this.current.some((place, nth) => isElsewhere(place, before[nth]));
  }

  /** The text is another one altogether; call {@link search} or {@link adopt} next. */
  replace(lines: readonly string[]): void {
    this.texts = [...lines];
  }

  /** Puts every bookmark where the document says. */
  adopt(records: readonly Bookmark[]): void {
    this.known.forgetOthers(records);
    for (const record of records) {
      this.know(record);
    }
    this.current = records.map(placeOf);
  }

  /**
   * The document changed while this text has edits that it may not know of. Bookmarks that others have not touched stay
   * where the edits brought them; the others are where the document says, or where their line is; those that others
   * took for lost stay, for in this text they are not. What our own report replaced counts only in records that are fresh:
   * of others it {@link isInDoubt}.
   */
  merge(records: readonly Bookmark[], are: "fresh" | "maybe late" = "maybe late"): void {
    this.known.forgetOthers(records);
    const places = new Map(this.current.map((place) => [place.id, place]));
    const compared = records.map((record) => ({ record, is: this.known.compare(record) }));
    this.doubts = are !== "fresh" && compared.some(({ is }) => is === "late");
    const isForeign = (is: string) => is === "new" || (is === "late" && are === "fresh");
    const foreign = compared.flatMap(({ record, is }) => (!places.has(record.id) || isForeign(is) ? [record] : []));
    for (const record of foreign) {
      this.know(record);
    }
    const moved = foreign.filter(({ id, state }) => state !== "orphaned" || !isLive(places.get(id)));
    const found = new Map(this.whereTheyAre(moved).map((place) => [place.id, place]));
    this.current = records.flatMap(({ id }) => found.get(id) ?? places.get(id) ?? []);
  }

  /**
   * Before the first edit: bookmarks that are not where the document says (it tells of another text) are searched, and in
   * a text that is new to us orphans, too.
   */
  settle(text: "known" | "new"): void {
    const records = this.known.all;
    if (!this.areClear(records, text)) {
      this.current = this.found(records);
    }
  }

  /** Whether the document says of each bookmark what is there. */
  isAsRecorded(): boolean {
    return this.known.all.every(
      ({ line, anchor, state }) =>
        state !== "orphaned" && line <= this.texts.length && isAnchorAt(anchor, this.texts, line),
    );
  }

  /** Whether a line is certainly not the one that the document means, or was never looked at. */
  hasStrayed(): boolean {
    return this.known.all.some((one) => one.state !== "orphaned" && (isUnknown(one.anchor) || !this.isThere(one)));
  }

  /** Searches every bookmark by what its record remembers, orphans too. */
  search(records: readonly Bookmark[]): void {
    this.adopt(records);
    if (!this.isAsRecorded()) {
      this.current = this.found(records);
    }
  }

  /** What the document does not say yet. */
  reports(): readonly FollowedPlace[] {
    return this.current.flatMap((place) => {
      const record = this.known.find(place.id);
      return record === undefined ? [] : (this.report(place, record) ?? []);
    });
  }

  /** The document says so now. */
  reported(changed: readonly Bookmark[]): void {
    for (const record of changed) {
      if (this.known.reported(record)) {
        this.elsewhere.delete(record.id);
      }
    }
  }

  private report(place: LivePlace, record: Bookmark): FollowedPlace | undefined {
    const { id, orphan } = place;
    const from = { path: record.path, line: record.line, state: record.state };
    const same = { id, from, path: record.path };
    if (orphan !== undefined) {
      const { anchor, offset } = orphan;
      const gone = { ...same, line: place.line + offset, column: record.column, anchor, state: "orphaned" } as const;
      return record.state === "orphaned" ? undefined : gone;
    }
    const { line, column } = place;
    const anchor = anchorAt(this.texts, line);
    const isSame = line === record.line && column === record.column && isSameAnchor(anchor, record.anchor);
    if (isSame && record.state !== "orphaned") {
      return undefined;
    }
    return { ...same, line, column, anchor, state: this.stateAt(line, record) };
  }

  private stateAt(line: number, { id, line: before, state }: Bookmark): Bookmark["state"] {
    if (this.elsewhere.has(id)) {
      return "moved";
    }
    return line === before && state !== "orphaned" ? state : "anchored";
  }

  private whereTheyAre(records: readonly Bookmark[]): readonly LivePlace[] {
    return this.areClear(records, "new") ? records.map(placeOf) : this.found(records);
  }

  /** Whether these need not be searched. In a new text orphans may be back. */
  private areClear(records: readonly Bookmark[], text: "known" | "new"): boolean {
    return records.every((record) => (record.state === "orphaned" ? text === "known" : this.isThere(record)));
  }

  private isThere({ line, anchor, state }: Bookmark): boolean {
    const text = this.texts[line - 1];
    return state === "orphaned" || (text !== undefined && (isUnknown(anchor) || keyOf(text) === keyOf(anchor.text)));
  }

  private found(records: readonly Bookmark[]): readonly LivePlace[] {
    const results = reAnchor(records, new LineIndex(this.texts));
    return records.map((record, nth) => this.foundPlace(record, results[nth] ?? { kind: "orphaned" }));
  }

  private foundPlace(record: Bookmark, found: Found): LivePlace {
    this.elsewhere.delete(record.id);
    if (found.kind === "orphaned") {
      return { id: record.id, line: record.line, column: record.column, orphan: { anchor: record.anchor, offset: 0 } };
    }
    if (found.line !== record.line) {
      this.elsewhere.add(record.id);
    }
    return { id: record.id, line: found.line, column: record.column };
  }

  private know(record: Bookmark): void {
    if (this.known.learn(record)) {
      this.history.forget(record.id);
    }
    this.elsewhere.delete(record.id);
  }
}

function placeOf({ id, line, column, anchor, state }: Bookmark): LivePlace {
  return state === "orphaned" ? { id, line, column, orphan: { anchor, offset: 0 } } : { id, line, column };
}

function isLive(place: LivePlace | undefined): boolean {
  return place !== undefined && place.orphan === undefined;
}

function isElsewhere(place: LivePlace, before: LivePlace | undefined): boolean {
  return place.line !== before?.line || (place.orphan === undefined) !== (before.orphan === undefined);
}

function isUnknown({ text, before, after }: Anchor): boolean {
  return text === "" && before.length === 0 && after.length === 0;
}
