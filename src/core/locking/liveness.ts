import type { Clock } from "../clock";
import type { OwnerSnapshot } from "./owner-file";
import { isProcessGone, type ProcessIdentity } from "./process-identity";

export interface LivenessLimits {
  /** Milliseconds without a heartbeat after which an owner counts as dead. */
  readonly stale: number;
  /** Milliseconds that an owner has for writing its first line. */
  readonly unwritten: number;
  /** Looks further apart than this, in milliseconds, say that we slept ourselves: the count starts again. */
  readonly longestGap: number;
}

const defaultLimits: LivenessLimits = { stale: 10_000, unwritten: 500, longestGap: 1_500 };

interface Observation {
  readonly fingerprint: string;
  readonly since: number;
  readonly lastLook: number;
}

/**
 * Decides whether an owner is dead.
 *
 * 1. Its process is gone, and we share its pid domain: dead now.
 * 2. Otherwise its heartbeat has not changed for `stale` on *our* monotonic clock. Wall clocks and file times of two
 *    machines can't be compared, and a computer that slept must not find everybody else dead when it wakes.
 * 3. A file without an owner record, unchanged for `unwritten`, was left by a process killed while creating it.
 *
 * A wrong verdict costs the paused owner a LOCK_LOST, never data: see the fence in exclusive-lock.ts.
 */
export class LivenessJudge {
  private readonly observations = new Map<string, Observation>();

  constructor(
    private readonly self: ProcessIdentity,
    private readonly clock: Clock,
    private readonly limits: LivenessLimits = defaultLimits,
  ) {}

  isDead(path: string, { record, hidden, fingerprint }: OwnerSnapshot): boolean {
    if (record !== undefined && record.domain === this.self.domain && isProcessGone(record.pid, record.start)) {
      return true;
    }
    return (
      this.unchangedFor(path, fingerprint) >=
      (record === undefined && !hidden ? this.limits.unwritten : this.limits.stale)
    );
  }

  /** Call when a path is no longer waited for. */
  forget(path: string): void {
    this.observations.delete(path);
  }

  private unchangedFor(path: string, fingerprint: string): number {
    const now = this.clock.monotonic();
    const seen = this.observations.get(path);
    const continues =
      seen !== undefined && seen.fingerprint === fingerprint && now - seen.lastLook <= this.limits.longestGap;
    const since = continues ? seen.since : now;
    this.forgetOldLooks(now);
    this.observations.set(path, { fingerprint, since, lastLook: now });
    return now - since;
  }
  /** They would start again anyway. */
  private forgetOldLooks(now: number): void {
    for (const [path, { lastLook }] of this.observations) {
      if (now - lastLook > this.limits.longestGap) {
        this.observations.delete(path);
      }
    }
  }
}
