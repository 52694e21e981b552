import type { Queue, QueueCommand } from "../core/queues/queue";
import { findCommand, progress } from "../core/queues/queue-rules";
import { areJobsOver, type JobsView, type JobView, type KindOfJobs } from "./jobs-view";
import { commandText, queueText, shortCommandId } from "./queue-lines";
import { optionalCommandArgument, queueArgument } from "./references";

/** Queues, for the verbs that groups have, too. */
export const queueJobs: KindOfJobs = {
  noun: "queue",
  jobNoun: "command",
  argument: queueArgument,
  optionalJobArgument: optionalCommandArgument,
  followed: "the command that runs, or comes next",
  onDidChange: ({ queues }) => queues.onDidChange,
  verbs: {
    start: "have a queue run by whoever works: a window, or lockstep work",
    pause: "let the command that runs end, and start no other",
    resume: "go on with a paused queue",
    stop: "end what runs, and skip the rest",
    retry: "have what failed, and what was skipped because of it, wait for its turn again",
  },
  find: async ({ queues }, ref) => viewOf(await queues.find(ref)),
  tell: async ({ queueControl }, verb, id) => viewOf(await queueControl[verb](id)),
  retry: ({ queueControl }, id) => queueControl.retry(id),
};

function viewOf(queue: Queue): JobsView {
  const { status, commands } = queue;
  const view = (job: QueueCommand): JobView => ({
    job,
    line: (middle, style) => `${shortCommandId(queue, job)}  ${middle}  ${commandText(job, style)}`,
  });
  return {
    document: { ...queue, progress: progress(queue) },
    text: queueText(queue),
    jobs: commands.map(view),
    isOver: areJobsOver(commands, status === "completed" || status === "failed" || status === "stopped"),
    find: (ref) => view(findCommand(queue, ref)),
  };
}
