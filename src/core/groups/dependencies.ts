import { LockstepError } from "../errors";
import type { Session } from "./group";

/**
 * Checks what one session depends on. Only its own: a mistake that a person made by hand elsewhere in the group must
 * not stand in the way of every other change.
 *
 * @param sessions those of the group, with `session` as it shall be
 * @throws {LockstepError} `NOT_FOUND` for an id that is not in the group, `PRECONDITION` for a cycle
 */
export function checkDependencies(sessions: readonly Session[], session: Session): void {
  const byId = new Map(sessions.map((candidate) => [candidate.id, candidate]));
  for (const id of session.dependsOn) {
    if (!byId.has(id)) {
      throw new LockstepError("NOT_FOUND", "“{0}” can't depend on “{1}”: there is no such session in its group.", [
        session.name,
        id,
      ]);
    }
  }
  const cycle = cycleThrough(byId, session);
  if (cycle !== undefined) {
    throw new LockstepError("PRECONDITION", "“{0}” would wait for itself: {1}.", [
      session.name,
      cycle.map(({ name }) => name).join(" → "),
    ]);
  }
}

/** Whether what a session depends on leads back to it. */
export function wouldWaitForItself(sessions: readonly Session[], session: Session): boolean {
  return cycleThrough(new Map(sessions.map((candidate) => [candidate.id, candidate])), session) !== undefined;
}

/** Nobody depends on a session that is not there. Sessions that did not are the same objects. */
export function withoutReferencesTo(sessions: readonly Session[], id: string): readonly Session[] {
  return sessions.map((session) =>
    session.dependsOn.includes(id)
      ? { ...session, dependsOn: session.dependsOn.filter((dependency) => dependency !== id) }
      : session,
  );
}

/** The way from a session along what it depends on back to itself. */
function cycleThrough(byId: ReadonlyMap<string, Session>, start: Session): readonly Session[] | undefined {
  const cameFrom = new Map<Session, Session>();
  const toVisit = [start];
  for (let session = toVisit.pop(); session !== undefined; session = toVisit.pop()) {
    for (const next of session.dependsOn.flatMap((id) => byId.get(id) ?? [])) {
      if (next === start) {
        return [...wayTo(session, cameFrom), start];
      }
      if (!cameFrom.has(next)) {
        cameFrom.set(next, session);
        toVisit.push(next);
      }
    }
  }
  return undefined;
}

function wayTo(session: Session, cameFrom: ReadonlyMap<Session, Session>): readonly Session[] {
  const way: Session[] = [];
  for (let step: Session | undefined = session; step !== undefined; step = cameFrom.get(step)) {
    way.unshift(step);
  }
  return way;
}
