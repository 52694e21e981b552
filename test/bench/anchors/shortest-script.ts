/** Lines of both sides; more of them without one unique line are another text. */
const longest = 6000;

/**
 * The pairs of equal lines (from 0) that a shortest edit script keeps, from the last to the first: Myers, “An O(ND)
 * Difference Algorithm and Its Variations” (1986), with the whole trace.
 */
export function shortestScript(
  before: readonly string[],
  after: readonly string[],
): readonly (readonly [number, number])[] {
  return before.length + after.length > longest ? [] : new ShortestScript(before, after).pairs();
}

class ShortestScript {
  /** How far each diagonal (x − y) reached with 0, 1, 2… edits. */
  private readonly trace: Int32Array[] = [];
  private readonly zero: number;

  constructor(
    private readonly before: readonly string[],
    private readonly after: readonly string[],
  ) {
    this.zero = before.length + after.length + 1;
    let reached = new Int32Array(2 * this.zero + 1);
    for (let edits = 0; ; edits++) {
      this.trace.push(reached);
      reached = reached.slice();
      if (this.advance(edits, reached)) {
        break;
      }
    }
  }

  pairs(): readonly (readonly [number, number])[] {
    const pairs: (readonly [number, number])[] = [];
    let [x, diagonal] = [this.before.length, this.before.length - this.after.length];
    for (let edits = this.trace.length - 1; edits >= 0; edits--) {
      const reached = this.trace[edits] ?? new Int32Array();
      const begin = edits === 0 ? 0 : this.start(reached, edits, diagonal);
      while (x > begin) {
        x--;
        pairs.push([x, x - diagonal]);
      }
      const isInsertion = this.isInsertion(reached, edits, diagonal);
      x = isInsertion ? begin : begin - 1;
      diagonal += isInsertion ? 1 : -1;
    }
    return pairs;
  }

  private advance(edits: number, reached: Int32Array): boolean {
    const previous = this.trace[edits] ?? reached;
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = edits === 0 ? 0 : this.start(previous, edits, diagonal);
      while (
        x < this.before.length &&
        x - diagonal < this.after.length &&
        this.before[x] === this.after[x - diagonal]
      ) {
        x++;
      }
      reached[this.zero + diagonal] = x;
      if (x >= this.before.length && x - diagonal >= this.after.length) {
        return true;
      }
    }
    return false;
  }

  private start(reached: Int32Array, edits: number, diagonal: number): number {
    return this.isInsertion(reached, edits, diagonal)
      ? (reached[this.zero + diagonal + 1] ?? 0)
      : (reached[this.zero + diagonal - 1] ?? 0) + 1;
  }

  private isInsertion(reached: Int32Array, edits: number, diagonal: number): boolean {
    const [left, right] = [reached[this.zero + diagonal - 1] ?? 0, reached[this.zero + diagonal + 1] ?? 0];
    return diagonal === -edits || (diagonal !== edits && left < right);
  }
}
