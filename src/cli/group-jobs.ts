import type { Group, Session } from "../core/groups/group";
import { findSession, progress } from "../core/groups/group-rules";
import { groupText, runLine, shortSessionId } from "./group-lines";
import { areJobsOver, type JobsView, type JobView, type KindOfJobs } from "./jobs-view";
import { groupArgument, optionalSessionArgument } from "./references";
import { printable } from "./terminal-text";

/** Groups, for the verbs that queues have, too. */
export const groupJobs: KindOfJobs = {
  noun: "group",
  jobNoun: "session",
  argument: groupArgument,
  optionalJobArgument: optionalSessionArgument,
  followed: "the first session that runs, or comes next; name one where several run side by side",
  onDidChange: ({ groups }) => groups.onDidChange,
  verbs: {
    start: "have the sessions of a group run by whoever works: windows, and lockstep work",
    pause: "let the sessions that run end, and start no other",
    resume: "go on with a paused group",
    stop: "end what runs, and skip the rest",
    retry: "have what failed, and what was skipped, wait for another try",
  },
  find: async ({ groups }, ref) => viewOf(await groups.find(ref)),
  tell: async ({ groupControl }, verb, id) => viewOf(await groupControl[verb](id)),
  retry: ({ groupControl }, id) => groupControl.retry(id),
};

function viewOf(group: Group): JobsView {
  const { status, sessions } = group;
  const view = (job: Session): JobView => ({
    job,
    line: (middle, style) =>
      `${shortSessionId(group, job)}  ${middle}  ${printable(job.name)}  ${style.dim(runLine(job))}`,
  });
  return {
    document: { ...group, progress: progress(group) },
    text: groupText(group),
    jobs: sessions.map(view),
    isOver: areJobsOver(sessions, status === "completed" || status === "failed" || status === "archived"),
    find: (ref) => view(findSession(group, ref)),
  };
}
