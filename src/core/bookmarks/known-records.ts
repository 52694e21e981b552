import type { Bookmark } from "./bookmark";

interface Known {
  readonly record: Bookmark;
  /** What our own report replaced: who still sees it is late, or somebody put it back. */
  readonly before?: Bookmark | undefined;
}

/** `late`: what was replaced by our own report, seen once more. */
type Familiarity = "known" | "late" | "new";

/** The bookmarks of one file as the document has them, as far as this process knows. */
export class KnownRecords {
  private readonly known = new Map<string, Known>();

  get all(): readonly Bookmark[] {
    return [...this.known.values()].map(({ record }) => record);
  }

  find(id: string): Bookmark | undefined {
    return this.known.get(id)?.record;
  }

  /** The document says so. True when we knew the bookmark at another place. */
  learn(record: Bookmark): boolean {
    const known = this.find(record.id);
    this.known.set(record.id, { record });
    return known !== undefined && !isSamePlace(known, record);
  }

  /** The document says so because we did. False for a bookmark that we don't know. */
  reported(record: Bookmark): boolean {
    const before = this.find(record.id);
    if (before !== undefined) {
      this.known.set(record.id, { record, before });
    }
    return before !== undefined;
  }

  /** What the document says about its place, beside what we know. What else it says is known from then on. */
  compare(record: Bookmark): Familiarity {
    const known = this.known.get(record.id);
    if (known !== undefined && isSamePlace(known.record, record)) {
      this.known.set(record.id, { record });
      return "known";
    }
    return known?.before !== undefined && isSamePlace(known.before, record) ? "late" : "new";
  }

  forgetOthers(records: readonly Bookmark[]): void {
    const ids = new Set(records.map(({ id }) => id));
    for (const id of this.known.keys()) {
      if (!ids.has(id)) {
        this.known.delete(id);
      }
    }
  }
}

function isSamePlace(left: Bookmark, right: Bookmark): boolean {
  return left.line === right.line && left.column === right.column && left.state === right.state;
}
