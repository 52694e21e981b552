import { linesOf } from "../text-lines";

const mask = Buffer.from("***");

/** A line of a longer secret that is shorter than this, such as a bracket, hides nothing. */
const shortestLine = 4;

/** From where to where, the latter not included. */
type Range = readonly [number, number];

/**
 * Replaces secret values in a stream by `***`, also when they are cut over chunks. It keeps back only what may be the
 * beginning of a secret. Secrets that overlap each other become one mask.
 */
export interface SecretMask {
  /** What can be shown so far. */
  push(chunk: Uint8Array): Uint8Array;
  /** The rest. */
  end(): Uint8Array;
}

/**
 * @param values of secrets; those of several lines are masked line by line too, since terminals change line breaks. Blank
 *   ones hide nothing
 */
export function maskSecrets(values: readonly string[]): SecretMask {
  const lines = values.flatMap((value) => linesOf(value)).filter((line) => line.length >= shortestLine);
  const texts = [...values, ...lines].filter((text) => text.trim() !== "");
  const secrets = [...new Set(texts)].map((text) => Buffer.from(text));
  return secrets.length === 0 ? openMask : new StreamMask(secrets);
}

const openMask: SecretMask = { push: (chunk) => chunk, end: () => Buffer.alloc(0) };

class StreamMask implements SecretMask {
  private kept: Buffer = Buffer.alloc(0);
  /** How much of the beginning of what is kept belongs to a secret whose mask is out already. */
  private covered = 0;

  constructor(private readonly secrets: readonly Buffer[]) {}

  push(chunk: Uint8Array): Uint8Array {
    const bytes = Buffer.concat([this.kept, chunk]);
    return this.show(bytes, this.firstUnclear(bytes));
  }

  end(): Uint8Array {
    return this.show(this.kept, this.kept.length);
  }

  /** Lets go of what is before `end`, and keeps the rest. */
  private show(bytes: Buffer, end: number): Buffer {
    const shown: Buffer[] = [];
    let done = 0;
    for (const [from, to] of this.secretRanges(bytes)) {
      if (from >= end) {
        break;
      }
      if (from >= done) {
        shown.push(bytes.subarray(done, from), mask);
      }
      done = to;
    }
    shown.push(bytes.subarray(done, Math.max(done, end)));
    this.kept = bytes.subarray(end);
    this.covered = Math.max(0, done - end);
    return Buffer.concat(shown);
  }

  /** Where secrets are, those that overlap as one. What is covered already starts before the bytes. */
  private secretRanges(bytes: Buffer): readonly Range[] {
    const found = this.secrets.flatMap((secret) => occurrences(bytes, secret));
    const ranges: Range[] = this.covered > 0 ? [[-1, this.covered]] : [];
    for (const [from, to] of found.sort(([a], [b]) => a - b)) {
      const last = ranges.at(-1);
      if (last !== undefined && from < last[1]) {
        ranges[ranges.length - 1] = [last[0], Math.max(last[1], to)];
      } else {
        ranges.push([from, to]);
      }
    }
    return ranges;
  }

  /** Where the first secret may begin of which only the beginning is here. */
  private firstUnclear(bytes: Buffer): number {
    const starts = this.secrets.map((secret) => bytes.length - beginningAtEnd(bytes, secret));
    return Math.min(bytes.length, ...starts);
  }
}

function occurrences(bytes: Buffer, secret: Buffer): Range[] {
  const ranges: Range[] = [];
  for (let at = bytes.indexOf(secret); at !== -1; at = bytes.indexOf(secret, at + 1)) {
    ranges.push([at, at + secret.length]);
  }
  return ranges;
}

/** How long the beginning of the secret is that the bytes end with. */
function beginningAtEnd(bytes: Buffer, secret: Buffer): number {
  for (let length = Math.min(secret.length - 1, bytes.length); length > 0; length--) {
    if (bytes.subarray(bytes.length - length).equals(secret.subarray(0, length))) {
      return length;
    }
  }
  return 0;
}
