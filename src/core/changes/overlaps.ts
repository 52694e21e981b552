import type { RunChanges } from "./run-changes";

interface Span {
  readonly run: RunChanges;
  readonly start: number;
  readonly end: number;
}

/** Which runs ran at the same time. Among ten thousand, each is compared with its neighbours in time and not with all. */
export class Overlaps {
  private readonly spans: readonly Span[];
  private readonly places: ReadonlyMap<string, number>;
  /** When the last of all runs up to each of them ended. */
  private readonly ends: readonly number[];

  constructor(runs: readonly RunChanges[]) {
    this.spans = runs
      .map((run) => ({ run, start: Date.parse(run.startedAt), end: Date.parse(run.endedAt) }))
      .toSorted((left, right) => left.start - right.start);
    this.places = new Map(this.spans.map(({ run: { id } }, index) => [id, index]));
    let last = Number.NEGATIVE_INFINITY;
    this.ends = this.spans.map(({ end }) => (last = Math.max(last, end)));
  }

  /** The others that ran while this one did. */
  with(id: string): readonly RunChanges[] {
    const place = this.places.get(id) ?? -1;
    const span = this.spans[place];
    return span === undefined ? [] : [...this.before(place, span), ...this.after(place, span)];
  }

  private before(place: number, { start, end }: Span): readonly RunChanges[] {
    const found: RunChanges[] = [];
    for (let index = place - 1; index >= 0 && (this.ends[index] ?? start) > start; index--) {
      const other = this.spans[index];
      if (other !== undefined && other.end > start && other.start < end) {
        found.push(other.run);
      }
    }
    return found;
  }

  private after(place: number, { start, end }: Span): readonly RunChanges[] {
    const later = this.spans.slice(place + 1, this.firstFrom(place + 1, end));
    return later.filter((other) => other.end > start).map(({ run }) => run);
  }

  private firstFrom(place: number, end: number): number {
    let index = place;
    while ((this.spans[index]?.start ?? end) < end) {
      index++;
    }
    return index;
  }
}
