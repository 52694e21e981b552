import type { Owner } from "../core/records/owner";
import type { StateFolder } from "../core/state-folder";
import type { Status } from "../core/storage/status";
import { runText } from "./run-options";

/** A queue command or a session that is marked as running. */
export interface RunningJob {
  readonly kind: "queue" | "group";
  /** The queue's or group's. */
  readonly id: string;
  readonly name: string;
  readonly jobId: string;
  readonly title: string;
  readonly startedAt: string | undefined;
  readonly owner: Owner | undefined;
  /** False: whoever ran it is gone, and nobody has taken it over yet. */
  readonly alive: boolean;
}

/** What can't be read is told where it is asked for. */
export async function runningJobs({ queues, groups }: StateFolder, { leases }: Status): Promise<readonly RunningJob[]> {
  const held = new Set(leases.map(({ name }) => name));
  const [queueList, groupList] = await Promise.all([queues.listWithProblems(), groups.listWithProblems()]);
  return [
    ...queueList.items.flatMap(({ id, name, commands }) =>
      commands.filter(isRunning).map(({ id: jobId, label, run, startedAt, owner }) => {
        const title = label ?? runText(run);
        const alive = held.has(`queues/${id}/${jobId}`);
        return { kind: "queue" as const, id, name, jobId, title, startedAt, owner, alive };
      }),
    ),
    ...groupList.items.flatMap(({ id, name, sessions }) =>
      sessions.filter(isRunning).map(({ id: jobId, name: title, startedAt, owner }) => {
        const alive = held.has(`groups/${id}/${jobId}`);
        return { kind: "group" as const, id, name, jobId, title, startedAt, owner, alive };
      }),
    ),
  ];
}

function isRunning({ status }: { readonly status: string }): boolean {
  return status === "running";
}
