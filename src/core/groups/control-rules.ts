import { LockstepError } from "../errors";
import { afresh, hasEnded, hasFailed, withdrawn } from "../jobs/job-rules";
import { changed, replaced } from "../records/changed";
import type { Outcome } from "../records/outcome";
import type { Group, Session } from "./group";
import { sessionById } from "./group-rules";
import { settled, withAllStopped } from "./run-rules";

// What people tell a group that runs here or elsewhere. The workers read it from the document and act on it.

/** @throws {LockstepError} `PRECONDITION` when it is archived or there is nothing to run */
export function started(group: Group, now: string): Group {
  if (group.status === "archived") {
    throw new LockstepError("PRECONDITION", "The group “{0}” is archived. Take it out of the archive first.", [
      group.name,
    ]);
  }
  checkHasWork(group);
  return changed(group, { status: "running", startedAt: group.startedAt ?? now, completedAt: null });
}

/** What runs goes on to its end, nothing else is started. @throws {LockstepError} `PRECONDITION` when it does not run */
export function paused(group: Group): Group {
  if (group.status !== "running" && group.status !== "paused") {
    throw new LockstepError("PRECONDITION", "The group “{0}” is not running.", [group.name]);
  }
  return changed(group, { status: "paused" });
}

/** @throws {LockstepError} `PRECONDITION` when it is not paused */
export function resumed(group: Group): Group {
  if (group.status !== "running" && group.status !== "paused") {
    throw new LockstepError("PRECONDITION", "The group “{0}” is not paused. Start it instead.", [group.name]);
  }
  checkHasWork(group);
  return changed(group, { status: "running" });
}

/** What runs is ended, the rest is skipped. @throws {LockstepError} `PRECONDITION` when there is nothing to stop */
export function stopped(group: Group, now: string): Group {
  const isBusy = group.sessions.some(({ status }) => status === "running");
  if (!isBusy && group.status !== "running" && group.status !== "paused") {
    throw new LockstepError("PRECONDITION", "The group “{0}” is not running.", [group.name]);
  }
  return settled(withAllStopped(group, "The group was stopped.", now), now);
}

/** @throws {LockstepError} `NOT_FOUND`; `PRECONDITION` when it has ended */
export function cancelled(group: Group, id: string, now: string): Outcome<Group, Session> {
  const session = sessionById(group, id);
  if (hasEnded(session)) {
    throw new LockstepError("PRECONDITION", "The session “{0}” has ended already.", [session.name]);
  }
  const next = withdrawn(session, "It was cancelled.", now);
  return { document: settled({ ...group, sessions: replaced(group.sessions, next) }, now), result: next };
}

/** @throws {LockstepError} `NOT_FOUND`; `PRECONDITION` when it has not ended */
export function restarted(group: Group, id: string): Outcome<Group, Session> {
  const session = sessionById(group, id);
  if (!hasEnded(session)) {
    throw new LockstepError("PRECONDITION", "The session “{0}” has not ended yet.", [session.name]);
  }
  const again = afresh(session);
  return { document: { ...group, sessions: replaced(group.sessions, again) }, result: again };
}

/** What failed, was interrupted, or was skipped because of that waits again. @throws {LockstepError} `PRECONDITION` */
export function retried(group: Group): Outcome<Group, number> {
  const isFor = (session: Session) => hasFailed(session) || session.status === "skipped";
  if (!group.sessions.some(hasFailed)) {
    throw new LockstepError("PRECONDITION", "Nothing failed in the group “{0}”.", [group.name]);
  }
  const sessions = group.sessions.map((session) => (isFor(session) ? afresh(session) : session));
  return { document: { ...group, sessions }, result: group.sessions.filter(isFor).length };
}

/** Runs it at once, whatever else runs. @throws {LockstepError} `NOT_FOUND`; `PRECONDITION` when it runs or has ended */
export function startedNow(group: Group, id: string): Outcome<Group, Session> {
  const session = sessionById(group, id);
  if (session.status !== "pending") {
    throw new LockstepError("PRECONDITION", "Only a session that waits can be started now.");
  }
  const next = changed(session, { startNow: true });
  return { document: { ...group, sessions: replaced(group.sessions, next) }, result: next };
}

function checkHasWork({ name, sessions }: Group): void {
  if (!sessions.some(({ status }) => status === "pending" || status === "running")) {
    throw new LockstepError("PRECONDITION", "The group “{0}” has nothing left to run.", [name]);
  }
}
