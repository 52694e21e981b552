import { wouldWaitForItself } from "../jobs/dependencies";
import { changed, replaced } from "../records/changed";
import { place } from "../records/placement";
import type { Group, Session } from "./group";

/**
 * Undoes the removal of a session: the same session in its old place, waiting for what is still there, and waited for by
 * those that did before. A link that would close a cycle by now stays away. A session that is there stays as it is.
 *
 * @param before the group as it was with the session
 */
export function withRestoredSession(group: Group, session: Session, before: Group): Group {
  if (group.sessions.some(({ id }) => id === session.id)) {
    return group;
  }
  const present = new Set(group.sessions.map(({ id }) => id));
  const restored = changed(session, { dependsOn: session.dependsOn.filter((id) => present.has(id)) });
  const position = before.sessions.findIndex(({ id }) => id === session.id) + 1;
  const sessions = place(group.sessions, restored, position === 0 ? undefined : { at: position }, "session");
  const dependents = before.sessions.filter(({ dependsOn }) => dependsOn.includes(session.id));
  return { ...group, sessions: dependents.reduce((all, { id }) => withLink(all, id, session.id), sessions) };
}

/** `from` depends on `to` again, if it is there and nothing would wait for itself. */
function withLink(sessions: readonly Session[], from: string, to: string): readonly Session[] {
  const dependent = sessions.find(({ id }) => id === from);
  if (dependent === undefined || dependent.dependsOn.includes(to)) {
    return sessions;
  }
  const linked = { ...dependent, dependsOn: [...dependent.dependsOn, to] };
  const next = replaced(sessions, linked);
  return wouldWaitForItself(next, linked) ? sessions : next;
}
