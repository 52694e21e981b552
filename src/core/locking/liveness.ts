import type { Clock } from "../clock";
import type { OwnerRecord } from "./owner-record";
import type { OwnerSnapshot } from "./owner-snapshot";
import { type ProcessIdentity, stateOfProcess } from "./process-identity";

export interface LivenessLimits {
  /** Milliseconds without a heartbeat after which an owner counts as dead. */
  readonly stale: number;
  /** Milliseconds that an owner has for signing what it created; it notices when it took longer. */
  readonly unsigned: number;
  /** Looks further apart than this, in milliseconds, say that we slept ourselves: the count starts again. */
  readonly longestGap: number;
}

/**
 * Milliseconds without a heartbeat after which somebody who waits is asleep or busy; and after which it has left, if it
 * can't be asked: if it has not, it comes forward again.
 */
const longestSilence = 3_000;
const longestAbsence = 60_000;

/** Milliseconds in which somebody who is given a lock says that it knows: with what it takes to find out, under a second. */
const longestDelay = 700;

export type Readiness = "ready" | "asleep" | "dead";

const defaultLimits: LivenessLimits = { stale: 10_000, unsigned: 100, longestGap: 1_500 };

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
 * 3. It was given what it waited for and has not said for `longestDelay` that it knows: it is stopped, or too busy.
 * 4. A file without an owner record, unchanged for `unsigned`, was left by a process killed while creating it.
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

  isDead(path: string, snapshot: OwnerSnapshot): boolean {
    const { record, fingerprint } = snapshot;
    if (record !== undefined && this.sharesPids(record) && stateOfProcess(record.pid, record.start) === "gone") {
      return true;
    }
    return this.unchangedFor(path, fingerprint) >= this.patienceWith(snapshot);
  }

  private patienceWith({ record, hidden, untaken }: OwnerSnapshot): number {
    if (record === undefined && !hidden) {
      return this.limits.unsigned;
    }
    return untaken ? Math.min(longestDelay, this.limits.stale) : this.limits.stale;
  }

  /**
   * Whether somebody who waits can be given what it waits for: an owner that can't act would keep it from everybody.
   *
   * @param now milliseconds of the file system's own clock: who waits shows every second that it is awake
   */
  readiness({ record, hidden, lastWrittenAt }: OwnerSnapshot, now: () => number): Readiness {
    if (record === undefined) {
      return hidden ? "asleep" : "dead"; // a living maker that was slow to sign makes another
    }
    const state = this.sharesPids(record) ? stateOfProcess(record.pid, record.start) : undefined;
    const silence = now() - lastWrittenAt;
    if (state === "gone" || (state === undefined && silence >= longestAbsence)) {
      return "dead";
    }
    return state === "stopped" || silence >= longestSilence ? "asleep" : "ready";
  }

  /** Call when a path is no longer waited for. */
  forget(path: string): void {
    this.observations.delete(path);
  }

  private sharesPids({ domain }: OwnerRecord): boolean {
    return domain === this.self.domain;
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
