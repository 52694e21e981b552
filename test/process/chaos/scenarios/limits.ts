import type { LivenessLimits } from "../../../../src/core/locking/liveness";

/**
 * Takes everybody else for dead at first sight: the worst verdict at any time. Nothing depends on time any more, so the
 * same order of steps always does the same, and takeovers cost no waiting.
 */
export const hasty: LivenessLimits = { stale: 0, unsigned: 0, longestGap: 1_500 };

/** Takes whoever has not signed yet for dead at first sight, and nobody else. */
export const rash: LivenessLimits = { stale: 10_000, unsigned: 0, longestGap: 1_500 };

/** Milliseconds instead of ten seconds, for those who are really stopped. */
export const impatient: LivenessLimits = { stale: 30, unsigned: 100, longestGap: 1_500 };

/**
 * Shorter than a nap of the whole computer, of which one learns by looks that are too far apart. Who waits looks every 150
 * milliseconds at least.
 */
export const drowsy: LivenessLimits = { stale: 300, unsigned: 100, longestGap: 250 };

/** For those who can't ask whether the other's process lives; a heartbeat comes every second, so nobody keeps a lock for long. */
export const soon: LivenessLimits = { stale: 200, unsigned: 100, longestGap: 1_500 };

/** Asks the system who is dead and never counts the time: each look is too far from the one before. */
export const trusting: LivenessLimits = { stale: 10_000, unsigned: 10_000, longestGap: -1 };
