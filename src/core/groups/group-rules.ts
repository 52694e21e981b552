import { LockstepError } from "../errors";
import { checkDependencies, withoutReferencesTo } from "../jobs/dependencies";
import { changed, replaced } from "../records/changed";
import { checked } from "../records/checked";
import { findRecord } from "../records/find-record";
import type { Outcome } from "../records/outcome";
import { type Placement, place } from "../records/placement";
import { type Progress, progressOf } from "../records/progress";
import type { Run } from "../records/run";
import { type Group, type Session, sessionSchema } from "./group";

/** What to change of a session: undefined leaves a field as it is. */
export interface SessionChanges {
  readonly name?: string | undefined;
  readonly cwd?: string | undefined;
  readonly run?: Run | undefined;
  readonly dependsOn?: readonly string[] | undefined;
}

/** By id, name or the beginning of an id. @throws {LockstepError} `NOT_FOUND`; `INVALID` when several could be meant */
export function findSession(group: Group, ref: string): Session {
  return findRecord(group.sessions, ref, "session");
}

/** How far the group is. */
export function progress(group: Group): Progress {
  return progressOf(group.sessions);
}

/** @throws {LockstepError} `NOT_FOUND` dependency or neighbour, `INVALID` position */
export function withSession(group: Group, session: Session, placement: Placement | undefined): Group {
  const sessions = place(group.sessions, session, placement, "session");
  checkDependencies(sessions, session);
  return { ...group, sessions };
}

/** @throws {LockstepError} `NOT_FOUND` session or dependency; `PRECONDITION` when it is running or a cycle would be closed */
export function withChangedSession(group: Group, id: string, changes: SessionChanges): Outcome<Group, Session> {
  const session = sessionById(group, id);
  checkNotRunning(session, "changed");
  const next = changed(session, changes);
  if (next === session) {
    return { document: group, result: session };
  }
  checked(sessionSchema, next, "session");
  const sessions = replaced(group.sessions, next);
  if (changes.dependsOn !== undefined) {
    checkDependencies(sessions, next);
  }
  return { document: { ...group, sessions }, result: next };
}

/** Its id leaves what the others depend on. @throws {LockstepError} `NOT_FOUND`; `PRECONDITION` when it is running */
export function withoutSession(group: Group, id: string): Outcome<Group, Session> {
  const session = sessionById(group, id);
  checkNotRunning(session, "removed");
  const others = group.sessions.filter((candidate) => candidate !== session);
  return { document: { ...group, sessions: withoutReferencesTo(others, id) }, result: session };
}

/** @throws {LockstepError} `NOT_FOUND` session or neighbour, `PRECONDITION` when it is running, `INVALID` position */
export function withReorderedSession(
  group: Group,
  id: string,
  placement: Placement | undefined,
): Outcome<Group, Session> {
  const session = sessionById(group, id);
  checkNotRunning(session, "moved");
  const sessions = place(group.sessions, session, placement, "session");
  return { document: sessions === group.sessions ? group : { ...group, sessions }, result: session };
}

/** @throws {LockstepError} `PRECONDITION` when the group or one of its sessions is running. */
export function archived(group: Group): Group {
  checkGroupNotRunning(group, "archive");
  return changed(group, { status: "archived" });
}

/** What an archived group is when it comes back: what its sessions say. Another group stays as it is. */
export function unarchived(group: Group): Group {
  if (group.status !== "archived") {
    return group;
  }
  const { total, ended, completed } = progress(group);
  const status = total === 0 || ended < total ? "created" : completed === total ? "completed" : "failed";
  return { ...group, status };
}

/** @throws {LockstepError} `PRECONDITION` when the group or one of its sessions is running. */
export function checkMayBeDeleted(group: Group): void {
  checkGroupNotRunning(group, "delete");
}

/** @throws {LockstepError} `PRECONDITION` */
export function checkNotRunning(session: Session, verb: string): void {
  if (session.status === "running") {
    throw new LockstepError("PRECONDITION", "The session “{0}” is running and can't be {1} now.", [session.name, verb]);
  }
}

function checkGroupNotRunning(group: Group, verb: string): void {
  if (group.status === "running" || group.sessions.some(({ status }) => status === "running")) {
    throw new LockstepError("PRECONDITION", "The group “{0}” is running. Stop it before you {1} it.", [
      group.name,
      verb,
    ]);
  }
}

/** @throws {LockstepError} `NOT_FOUND` */
export function sessionById(group: Group, id: string): Session {
  const session = group.sessions.find((candidate) => candidate.id === id);
  if (session === undefined) {
    throw new LockstepError("NOT_FOUND", "There is no session “{0}” in the group “{1}”.", [id, group.name]);
  }
  return session;
}
