/** Time, injected so that tests can move it. */
export interface Clock {
  /** Wall clock; for timestamps that people read, never for a decision about a lock. */
  now(): Date;
  /** Milliseconds since an arbitrary point that never jumps; for time-outs and liveness. */
  monotonic(): number;
}

export const systemClock: Clock = { now: () => new Date(), monotonic: () => performance.now() };
