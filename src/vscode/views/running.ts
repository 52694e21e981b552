import type { Group } from "../../core/groups/group";
import { progress as groupProgress } from "../../core/groups/group-rules";
import type { Queue } from "../../core/queues/queue";
import { progress as queueProgress } from "../../core/queues/queue-rules";
import type { Progress } from "../../core/records/progress";
import type { Models } from "../models/models";
import type { OpenFolder } from "../workspace-folders";
import { commandTitle } from "./queue-rows";

/** A queue or group that runs, here or elsewhere. */
export type Running = { readonly folder: OpenFolder; readonly progress: Progress } & (
  | { readonly kind: "queue"; readonly record: Queue }
  | { readonly kind: "group"; readonly record: Group }
);

/** One of its commands or sessions. */
export interface RunningJob {
  readonly id: string;
  readonly title: string;
  readonly isStopping: boolean;
}

/** What runs of it now. */
export function runningJobs(one: Running): readonly RunningJob[] {
  const jobs =
    one.kind === "queue"
      ? one.record.commands.map((command) => ({ ...command, title: commandTitle(command) }))
      : one.record.sessions.map((session) => ({ ...session, title: session.name }));
  return jobs
    .filter(({ status }) => status === "running")
    .map(({ id, title, stopRequested }) => ({ id, title, isStopping: stopRequested === true }));
}

/** Everything that runs, and of what is paused whatever still has something running. */
export function runningIn({ queues, groups }: Models): readonly Running[] {
  const runningQueues = queues.latest.flatMap(({ folder, value }) =>
    value.items.map((record): Running => ({ folder, kind: "queue", record, progress: queueProgress(record) })),
  );
  const runningGroups = groups.latest.flatMap(({ folder, value }) =>
    value.items.map((record): Running => ({ folder, kind: "group", record, progress: groupProgress(record) })),
  );
  return [...runningQueues, ...runningGroups].filter(isRunning);
}

function isRunning({ record, progress }: Running): boolean {
  return record.status === "running" || progress.running > 0;
}
