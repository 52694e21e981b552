import { isDeepStrictEqual } from "node:util";
import { LockstepError } from "../errors";
import { withoutReferencesTo } from "../jobs/dependencies";
import { type Placement, place } from "../records/placement";
import type { Group, Session } from "./group";
import { checkNotRunning, sessionById, withReorderedSession } from "./group-rules";

// A session moves between two documents in two steps: a copy comes into the target, then the original leaves the
// source. A crash in between leaves two; moving again completes it. What depends on what stays within a group.

/**
 * The target with `session`. Does nothing about an equal one that is there; one that this move brought before, as it was
 * then (`earlier`), is replaced.
 *
 * @throws {LockstepError} `CONFLICT` when it is there with other content, which must not be lost
 */
export function received(
  target: Group,
  session: Session,
  placement: Placement | undefined,
  earlier: Session | undefined,
): Group {
  const arriving: Session = { ...session, dependsOn: [] };
  const present = target.sessions.find(({ id }) => id === session.id);
  if (present === undefined) {
    return { ...target, sessions: place(target.sessions, arriving, placement, "session") };
  }
  if (isSameSession(present, session)) {
    return placement === undefined ? target : withReorderedSession(target, session.id, placement).document;
  }
  if (earlier === undefined || !isSameSession(present, earlier)) {
    throw new LockstepError(
      "CONFLICT",
      "The session “{0}” is in both groups, and differs. Remove the one that is wrong.",
      [session.name],
    );
  }
  return { ...target, sessions: target.sessions.map((candidate) => (candidate === present ? arriving : candidate)) };
}

/**
 * The source without `session`; the same source when it is no longer as it was copied.
 *
 * @throws {LockstepError} `NOT_FOUND` when somebody removed it meanwhile; `PRECONDITION` when it is running
 */
export function released(source: Group, session: Session): Group {
  const present = sessionById(source, session.id);
  checkNotRunning(present, "moved");
  if (!isSameSession(present, session)) {
    return source;
  }
  const others = source.sessions.filter((candidate) => candidate !== present);
  return { ...source, sessions: withoutReferencesTo(others, session.id) };
}

/** The target without what a move that failed brought there, unless somebody changed it since. */
export function withdrawn(target: Group, session: Session): Group {
  const present = target.sessions.find(({ id }) => id === session.id);
  if (present === undefined || !isSameSession(present, session)) {
    return target;
  }
  const others = target.sessions.filter((candidate) => candidate !== present);
  return { ...target, sessions: withoutReferencesTo(others, session.id) };
}

/** But for what they depend on, which is another matter in each group. */
function isSameSession(left: Session, right: Session): boolean {
  return isDeepStrictEqual({ ...left, dependsOn: [] }, { ...right, dependsOn: [] });
}
