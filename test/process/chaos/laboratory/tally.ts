import type { History } from "../checker/history";

/** What came about in all rounds together. */
export class Tally {
  readonly figures = { ok: 0, refused: 0, unknown: 0, takeovers: 0, handOvers: 0, fenced: 0, sights: 0 };

  add({ operations, counts, sights }: History): void {
    const count = (outcome: string) => operations.filter((operation) => operation.outcome === outcome).length;
    this.figures.ok += count("ok");
    this.figures.refused += count("fail");
    this.figures.unknown += count("unknown");
    this.figures.takeovers += counts.takeovers;
    this.figures.handOvers += counts.handedOver;
    this.figures.fenced += counts.fenced;
    this.figures.sights += sights.length;
  }
}
