import { type Waiting, withoutHopeless } from "../jobs/hopeless";
import {
  allWithdrawn,
  begun,
  hasEnded,
  hasFailed,
  interrupted,
  type JobResult,
  over,
  type Start,
} from "../jobs/job-rules";
import { changed, replaced } from "../records/changed";
import type { Outcome } from "../records/outcome";
import { progressOf } from "../records/progress";
import type { Group, Session } from "./group";

// What workers do to a group. Everything is asked and said inside of one change of the document.

/** The sessions that may start now, in order, as many as there is room for; those out of turn always may. */
export function claimable(group: Group): readonly Session[] {
  const outOfTurn = group.sessions.filter(({ status, startNow }) => status === "pending" && startNow);
  const running = group.sessions.filter(({ status, startNow }) => status === "running" && !startNow).length;
  const room = group.status === "running" ? Math.max(0, group.config.maxConcurrent - running) : 0;
  return [...outOfTurn, ...ready(group).slice(0, room)];
}

/** Whether a worker has anything to do: to run, to end, to clean up after another one, or to say that it is over. */
export function hasWork(group: Group, now: string): boolean {
  const isRunning = group.sessions.some(({ status }) => status === "running");
  return isRunning || claimable(group).length > 0 || settled(group, now) !== group;
}

/** Marks a session as running. False, and nothing changed, when it may not start any more. */
export function claimed(group: Group, id: string, start: Start): Outcome<Group, Session | undefined> {
  const session = claimable(group).find((candidate) => candidate.id === id);
  if (session === undefined) {
    return { document: group, result: undefined };
  }
  const next = begun(session, start);
  return { document: { ...group, sessions: replaced(group.sessions, next) }, result: next };
}

export interface SessionEnd {
  readonly runId: string;
  readonly result: JobResult;
}

/** With the end of a run. Unchanged when the session is no longer that run's: somebody gave it up for dead. */
export function finished(group: Group, { runId, result }: SessionEnd, now: string): Group {
  const session = group.sessions.find((one) => one.runId === runId && one.status === "running");
  if (session === undefined) {
    return group;
  }
  return withEnd(group, over(session, result, now), now);
}

/** Whoever ran it is gone. Unchanged when it runs no longer, or again. */
export function recovered(group: Group, { id, runId }: Session, now: string): Group {
  const session = group.sessions.find((one) => one.id === id && one.status === "running" && one.runId === runId);
  if (session === undefined) {
    return group;
  }
  return withEnd(group, interrupted(session, "The window or worker that ran it ended.", now), now);
}

/**
 * Nothing depends on what will never be completed, and a group has ended when all of its sessions have: completed when
 * all of them are.
 */
export function settled(group: Group, now: string): Group {
  const sessions = group.config.respectDependencies ? withoutHopeless(group.sessions, waiting, now) : group.sessions;
  const next = sessions === group.sessions ? group : { ...group, sessions };
  const isActive = next.status === "running" || next.status === "paused";
  if (!isActive || next.sessions.length === 0 || !next.sessions.every(hasEnded)) {
    return next;
  }
  const isCompleted = next.sessions.every(({ status }) => status === "completed");
  return changed(next, { status: isCompleted ? "completed" : "failed", completedAt: now });
}

/** How much of the budget is spent, from 0; undefined without one. */
export function budgetSpent({ config, sessions }: Group): number | undefined {
  return config.budget === undefined ? undefined : progressOf(sessions).costUsd / config.budget.maxUsd;
}

const waiting: Waiting<Session> = { waitsFor: ({ dependsOn }) => dependsOn, nameOf: ({ name }) => name };

function withEnd(group: Group, session: Session, now: string): Group {
  const next = { ...group, sessions: replaced(group.sessions, session) };
  return settled(next.status === "running" ? withinLimits(next, session, now) : next, now);
}

/** Too many failures, counted anew whenever somebody resumes the group, and a spent budget hold it. */
function withinLimits(group: Group, ended: Session, now: string): Group {
  const { errorThreshold, budget } = group.config;
  const failures = group.sessions.filter(hasFailed).length;
  if (hasFailed(ended) && failures % errorThreshold === 0) {
    return { ...group, status: "paused" };
  }
  if ((budgetSpent(group) ?? 0) < 1 || budget?.onExceeded === "warn") {
    return group;
  }
  return budget?.onExceeded === "stop"
    ? withAllStopped(group, "The budget of the group is spent.", now)
    : { ...group, status: "paused" };
}

/** What runs is asked to end, the rest is skipped. */
export function withAllStopped(group: Group, reason: string, now: string): Group {
  return { ...group, sessions: allWithdrawn(group.sessions, reason, now), status: "paused" };
}

function ready({ sessions, config }: Group): readonly Session[] {
  const completed = new Set(sessions.flatMap(({ id, status }) => (status === "completed" ? [id] : [])));
  return sessions.filter(
    ({ status, startNow, dependsOn }) =>
      status === "pending" && !startNow && (!config.respectDependencies || dependsOn.every((id) => completed.has(id))),
  );
}
