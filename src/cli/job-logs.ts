import { TextDecoder } from "node:util";
import { type Command, Option } from "commander";
import { LockstepError } from "../core/errors";
import type { RunnableJob } from "../core/jobs/job-rules";
import type { StateFolder } from "../core/state-folder";
import type { CliContext } from "./cli-context";
import { countedFromOne } from "./file-position";
import type { KindOfJobs } from "./jobs-view";

/** `lockstep queue log` and `group log`: what jobs wrote. */
export function addLogCommand(parent: Command, context: CliContext, kind: KindOfJobs): void {
  const { noun, jobNoun } = kind;
  const lines = new Option("-n, --lines <n>", `only the last so many lines of each ${jobNoun}`);
  parent
    .command("log")
    .description(`show what a ${jobNoun} wrote when it ran last; without one, what each of the ${noun} did`)
    .addArgument(kind.argument())
    .addArgument(kind.optionalJobArgument())
    .addOption(lines.argParser((text) => countedFromOne("number of lines", text)))
    .action((ref: string, job: string | undefined, options: { lines?: number }) =>
      showLogs(context, kind, { ref, job, lines: options.lines }),
    );
}

interface Wanted {
  readonly ref: string;
  /** Undefined: each of them. */
  readonly job: string | undefined;
  /** Undefined: all. */
  readonly lines: number | undefined;
}

async function showLogs(context: CliContext, kind: KindOfJobs, { ref, job, lines }: Wanted): Promise<void> {
  const logs = await context.reading(async (state) => {
    const found = await kind.find(state, ref);
    const views = job === undefined ? found.jobs : [found.find(job)];
    return views.map((view) => ({ ...view, text: textOf(state, view.job, lines) }));
  });
  if (job !== undefined && logs[0]?.job.runId === undefined) {
    throw new LockstepError("NOT_FOUND", "This {0} has not run yet.", [kind.jobNoun]);
  }
  const value = logs.map(({ job: { id, runId = null, status }, text = null }) => ({ id, runId, status, text }));
  context.output.show(job === undefined ? value : value[0], (style) =>
    logs.flatMap(({ job: { status }, line, text }) => {
      const written = text === undefined || text === "" ? [] : [text.replace(/\n$/, "")];
      return job === undefined ? [style.bold(line(status, style)), ...written] : written;
    }),
  );
}

function textOf({ logs }: StateFolder, { runId }: RunnableJob, lines: number | undefined): string | undefined {
  if (runId === undefined) {
    return undefined;
  }
  if (lines !== undefined) {
    return logs.tail(runId, lines);
  }
  const excerpt = logs.read(runId);
  return excerpt && new TextDecoder().decode(excerpt.bytes);
}
