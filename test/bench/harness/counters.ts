/** What an engine counts of its own doing, by name: commits, takeovers, hand-overs and the like. */
export type Counters = Readonly<Record<string, number>>;

/** Adds up what several processes counted. */
export class Tally {
  private sums: Record<string, number> = {};

  add(counters: Counters): void {
    for (const [name, value] of Object.entries(counters)) {
      this.sums[name] = (this.sums[name] ?? 0) + value;
    }
  }

  take(): Counters {
    const taken = this.sums;
    this.sums = {};
    return taken;
  }
}
