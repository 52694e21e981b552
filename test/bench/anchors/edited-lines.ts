/** From how much in common on a line counts as edited and not as replaced. */
const sameLine = 0.6;
/** More pairs than that are not compared. */
const most = 40_000;

type Pair = readonly [before: number, after: number];

/** The pairs of lines (from 0), in order, that have most in common altogether. */
export function mostInCommon(before: readonly string[], after: readonly string[]): readonly Pair[] {
  return before.length * after.length > most ? [] : new Pairing(before, after).pairs();
}

class Pairing {
  private readonly value: readonly (readonly number[])[];
  /** Row by row from the last, what the lines from there on have in common at best. */
  private readonly best: readonly Float64Array[];

  constructor(before: readonly string[], after: readonly string[]) {
    this.value = before.map((old) => after.map((fresh) => atLeast(inCommon(old.trim(), fresh.trim()))));
    this.best = Array.from({ length: before.length + 1 }, () => new Float64Array(after.length + 1));
    for (let row = before.length - 1; row >= 0; row--) {
      for (let column = after.length - 1; column >= 0; column--) {
        const skipped = Math.max(this.bestAt(row + 1, column), this.bestAt(row, column + 1));
        this.best[row]?.fill(Math.max(this.paired(row, column), skipped), column, column + 1);
      }
    }
  }

  pairs(): readonly Pair[] {
    const pairs: Pair[] = [];
    let [row, column] = [0, 0];
    while (this.bestAt(row, column) > 0) {
      if (this.valueAt(row, column) > 0 && this.bestAt(row, column) === this.paired(row, column)) {
        pairs.push([row++, column++]);
      } else if (this.bestAt(row, column) === this.bestAt(row + 1, column)) {
        row++;
      } else {
        column++;
      }
    }
    return pairs;
  }

  private valueAt(row: number, column: number): number {
    return this.value[row]?.[column] ?? 0;
  }

  private bestAt(row: number, column: number): number {
    return this.best[row]?.[column] ?? 0;
  }

  private paired(row: number, column: number): number {
    return this.valueAt(row, column) + this.bestAt(row + 1, column + 1);
  }
}

const atLeast = (value: number) => (value >= sameLine ? value : 0);

/** The characters of the longest common subsequence, twice, of all characters. */
function inCommon(left: string, right: string): number {
  const [a, b] = [left.slice(0, 200), right.slice(0, 200)];
  if (a === "" || b === "" || Math.min(a.length, b.length) * 2 < sameLine * (a.length + b.length)) {
    return 0;
  }
  let row = new Uint16Array(b.length + 1);
  for (const character of a) {
    const next = new Uint16Array(b.length + 1);
    for (let column = 1; column <= b.length; column++) {
      const longer = Math.max(row[column] ?? 0, next[column - 1] ?? 0);
      next[column] = character === b[column - 1] ? (row[column - 1] ?? 0) + 1 : longer;
    }
    row = next;
  }
  return (2 * (row[b.length] ?? 0)) / (a.length + b.length);
}
