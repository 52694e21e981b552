import { type ControlVerb, possibleControl } from "../jobs/control-verbs";
import { type JobVerb, possibleForJob } from "../jobs/possible-verbs";
import type { Group, Session } from "./group";

export function possibleForGroup({ status, sessions }: Group): readonly ControlVerb[] {
  return possibleControl({ status, jobs: sessions });
}

/** Of a group that is put away nothing is run; whether a session runs is up to its group, so none is skipped. */
export function possibleForSession({ status }: Group, session: Session): readonly JobVerb[] {
  return status === "archived" ? [] : possibleForJob(session).filter((verb) => verb !== "skip");
}
