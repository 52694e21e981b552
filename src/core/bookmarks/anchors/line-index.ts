/** The lines of a file (from 0), to be looked up by text. Built once per file, in one pass. */
export class LineIndex {
  private readonly keys: readonly string[];
  private readonly lines = new Map<string, number[]>();
  /** The lines that are not blank, in order. */
  private readonly solid: number[] = [];
  /** Per line, how many lines above it are not blank. */
  private readonly ranks: Uint32Array;

  constructor(private readonly texts: readonly string[]) {
    this.keys = texts.map(keyOf);
    this.ranks = new Uint32Array(texts.length);
    this.keys.forEach((key, line) => {
      this.ranks[line] = this.solid.length;
      if (key !== "") {
        this.solid.push(line);
      }
      const known = this.lines.get(key);
      if (known === undefined) {
        this.lines.set(key, [line]);
      } else {
        known.push(line);
      }
    });
  }

  get length(): number {
    return this.keys.length;
  }

  key(line: number): string | undefined {
    return this.keys[line];
  }

  indentation(line: number): number {
    return indentationOf(this.texts[line] ?? "");
  }

  /** Where this text stands, ascending. */
  places(key: string): readonly number[] {
    return this.lines.get(key) ?? [];
  }

  /** The `nth` (from 0) line above `line` that is not blank. */
  above(line: number, nth: number): number | undefined {
    return this.solid[this.rank(line) - 1 - nth];
  }

  below(line: number, nth: number): number | undefined {
    return this.solid[this.rank(line) + (this.key(line) === "" ? 0 : 1) + nth];
  }

  private rank(line: number): number {
    return this.ranks[line] ?? this.solid.length;
  }
}

/** Anchors hold up to 200 characters, one fewer where the cut would be within one. */
const compared = 199;

/** What of a line counts when lines are compared: neither its indentation nor its end. */
export function keyOf(line: string): string {
  return line.slice(0, compared).trim();
}

/** In characters. */
export function indentationOf(line: string): number {
  return line.length - line.trimStart().length;
}
