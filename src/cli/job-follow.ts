import { TextDecoder } from "node:util";
import type { Command } from "commander";
import { LockstepError } from "../core/errors";
import { hasEnded, type RunnableJob } from "../core/jobs/job-rules";
import type { StateFolder } from "../core/state-folder";
import type { CliContext } from "./cli-context";
import { exitCode } from "./exit-codes";
import type { KindOfJobs } from "./jobs-view";
import { until } from "./until";

/** `lockstep queue follow` and `group follow`: what a job writes, as it comes. */
export function addFollowCommand(parent: Command, context: CliContext, kind: KindOfJobs): void {
  parent
    .command("follow")
    .description(`show what a ${kind.jobNoun} writes until it ends; without one, ${kind.followed}`)
    .addArgument(kind.argument())
    .addArgument(kind.optionalJobArgument())
    .addHelpText("after", "\nExits with 0 when it was completed and with 1 when it ended in another way.")
    .action((ref: string, job: string | undefined) => follow(context, kind, ref, job));
}

async function follow(context: CliContext, kind: KindOfJobs, ref: string, job: string | undefined): Promise<void> {
  if (context.output.isJson) {
    throw new LockstepError(
      "INVALID",
      "What is written as it comes is no JSON document. See: lockstep {0} log --json",
      [kind.noun],
    );
  }
  const ended = await context.watching(async (state) => {
    const run = await running(context, kind, state, { ref, job });
    return await followRun(context, kind, state, run);
  });
  context.exitCode = ended?.status === "completed" ? exitCode.ok : exitCode.failed;
}

interface Wanted {
  readonly ref: string;
  /** Undefined: the first that runs, or comes next. */
  readonly job: string | undefined;
}

interface FollowedRun {
  /** The queue's or group's. */
  readonly id: string;
  readonly jobId: string;
  readonly runId: string;
}

/** The job as soon as it runs. One that is named and has ended is shown, too. @throws `ABORTED`, `LOCK_TIMEOUT` */
async function running(
  { io: { signal }, givenTimeout: timeout }: CliContext,
  kind: KindOfJobs,
  state: StateFolder,
  { ref, job: wanted }: Wanted,
): Promise<FollowedRun> {
  const first = await kind.find(state, ref);
  const { id, name } = first.document;
  const old = new Set(first.jobs.flatMap(({ job }) => (hasEnded(job) ? [job.runId] : [])));
  const isNew = (job: RunnableJob) => job.status !== "pending" && job.runId !== undefined && !old.has(job.runId);
  const look = async () => {
    const now = await kind.find(state, id);
    const found = wanted === undefined ? now.jobs.find(({ job }) => isNew(job)) : now.find(wanted);
    if (found === undefined && now.isOver) {
      throw new LockstepError("PRECONDITION", "Nothing of the {0} “{1}” runs, or will before somebody starts it.", [
        kind.noun,
        name,
      ]);
    }
    const { id: jobId, runId, status } = found?.job ?? {};
    return jobId !== undefined && runId !== undefined && status !== "pending" ? { id, jobId, runId } : undefined;
  };
  const found = await until({ changes: [kind.onDidChange(state)], look, signal, timeout });
  if (found === undefined) {
    throw new LockstepError("LOCK_TIMEOUT", "Nothing ran within --timeout.");
  }
  return found;
}

/** Resolves with the job when that run has ended; undefined when it is gone. */
async function followRun(
  { io: { signal, stdout } }: CliContext,
  kind: KindOfJobs,
  state: StateFolder,
  { id, jobId, runId }: FollowedRun,
): Promise<RunnableJob | undefined> {
  const over = new AbortController();
  const look = async () => {
    const { jobs } = await kind.find(state, id);
    const job = jobs.find((one) => one.job.id === jobId)?.job;
    return job === undefined || job.runId !== runId || hasEnded(job) ? { job } : undefined;
  };
  const changes = [kind.onDidChange(state)];
  const waiting = until({ changes, look, signal, timeout: undefined }).finally(() => over.abort());
  const decoder = new TextDecoder();
  const writing = (async () => {
    for await (const chunk of state.logs.follow(runId, { signal: over.signal })) {
      stdout.write(decoder.decode(chunk, { stream: true }));
    }
  })();
  const [found] = await Promise.all([waiting, writing]);
  return found?.job;
}
