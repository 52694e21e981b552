import type { JobContent } from "../jobs/job-content";
import type { Group, Session } from "./group";

export function sessionContent({ run, cwd }: Session): JobContent {
  return { run, cwd: [cwd], env: [] };
}

/** All that the group may ever run as it is, also what has ended: it may be tried again. */
export function groupContents({ sessions }: Group): readonly JobContent[] {
  return sessions.map(sessionContent);
}
