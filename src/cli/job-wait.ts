import type { Command } from "commander";
import { hasEnded } from "../core/jobs/job-rules";
import type { StateFolder } from "../core/state-folder";
import type { CliContext } from "./cli-context";
import { exitCode } from "./exit-codes";
import type { JobsView, JobView, KindOfJobs } from "./jobs-view";
import { progressText, statusText } from "./progress-text";
import { until } from "./until";

/** `lockstep queue wait` and `group wait`: ends when a queue or group, or a job of it, has. */
export function addWaitCommand(parent: Command, context: CliContext, kind: KindOfJobs): void {
  parent
    .command("wait")
    .description(`wait until a ${kind.noun}, or a ${kind.jobNoun} of it, has ended`)
    .addArgument(kind.argument())
    .addArgument(kind.optionalJobArgument())
    .addHelpText("after", help)
    .action((ref: string, job: string | undefined) => wait(context, kind, ref, job));
}

const help = `
Exits with 0 when all was completed and with 1 when something was not. It waits as long as it takes, or for
--timeout seconds when that is given: then it exits with 5.`;

async function wait(context: CliContext, kind: KindOfJobs, ref: string, job: string | undefined): Promise<void> {
  const found = await context.watching((state) => waitFor(context, kind, state, { ref, job }));
  const { all, one } = found;
  const { status, progress } = all.document;
  context.output.show(one?.job ?? all.document, (style) => [
    one === undefined
      ? `${all.text}: ${statusText(status, style)}, ${progressText(progress, kind.jobNoun)}`
      : one.line(statusText(one.job.status, style), style),
  ]);
  const isGood = one === undefined ? all.jobs.every(isCompleted) : isCompleted(one);
  context.exitCode = !isOver(found) ? exitCode.lockTimeout : isGood ? exitCode.ok : exitCode.failed;
}

interface Wanted {
  readonly ref: string;
  /** Undefined: all of them. */
  readonly job: string | undefined;
}

interface Found {
  readonly all: JobsView;
  readonly one: JobView | undefined;
}

async function waitFor(
  { io: { signal }, givenTimeout: timeout }: CliContext,
  kind: KindOfJobs,
  state: StateFolder,
  { ref, job }: Wanted,
): Promise<Found> {
  const first = await kind.find(state, ref);
  const jobId = job === undefined ? undefined : first.find(job).job.id;
  const now = async (): Promise<Found> => {
    const all = await kind.find(state, first.document.id);
    return { all, one: jobId === undefined ? undefined : all.find(jobId) };
  };
  const look = async () => {
    const found = await now();
    return isOver(found) ? found : undefined;
  };
  const over = await until({ changes: [kind.onDidChange(state)], look, signal, timeout });
  return over ?? (await now());
}

function isOver({ all, one }: Found): boolean {
  return one === undefined ? all.isOver : hasEnded(one.job);
}

function isCompleted({ job }: JobView): boolean {
  return job.status === "completed";
}
