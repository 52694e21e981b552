/** How much lines have in common, from 0 to 1. Remembers what it took apart. */
export class Likeness {
  private readonly known = new Map<string, readonly string[]>();

  /**
   * Dice: the words, numbers and signs that are in both, weighed by their length, twice, of all. What is in one of them
   * more often than in the other counts as often as in the other.
   */
  of(left: string, right: string): number {
    if (left === right) {
      return 1;
    }
    const [leftParts, rightParts] = [this.parts(left), this.parts(right)];
    const counts = new Map<string, number>();
    for (const part of leftParts) {
      counts.set(part, (counts.get(part) ?? 0) + 1);
    }
    let common = 0;
    for (const part of rightParts) {
      const count = counts.get(part) ?? 0;
      if (count > 0) {
        counts.set(part, count - 1);
        common += weight(part);
      }
    }
    const all = total(leftParts) + total(rightParts);
    return all === 0 ? 0 : (2 * common) / all;
  }

  private parts(text: string): readonly string[] {
    const known = this.known.get(text);
    if (known !== undefined) {
      return known;
    }
    const parts = text.match(/[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu) ?? [];
    this.known.set(text, parts);
    return parts;
  }
}

/** A long word tells more than a short one, but not as much more as it is longer. */
const weight = (part: string) => Math.sqrt(part.length);
const total = (parts: readonly string[]) => parts.reduce((sum, part) => sum + weight(part), 0);
