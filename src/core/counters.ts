/**
 * What the locks and documents of one process went through since it started: for `lockstep status`, the benchmark and
 * bug reports.
 */
export interface Counters {
  /** Lock files taken, in whatever way. */
  acquired: number;
  /** Of those, after waiting for another process. */
  waited: number;
  /** Lock files given to the next in line instead of freed. */
  handedOver: number;
  /** Lock files taken over from dead owners. */
  takeovers: number;
  /** Changes that were applied. */
  changes: number;
  /** Documents written: fewer than changes where several shared one write, or changed nothing. */
  writes: number;
  /** Writes that a lost lock stopped. */
  fenced: number;
  /** Corrupt documents whose last good version was brought back. */
  recoveries: number;
}

export function noCounts(): Counters {
  return { acquired: 0, waited: 0, handedOver: 0, takeovers: 0, changes: 0, writes: 0, fenced: 0, recoveries: 0 };
}
