import type { Command } from "commander";
import { controlVerbs } from "../core/jobs/control-verbs";
import type { StateFolder } from "../core/state-folder";
import type { CliContext } from "./cli-context";
import type { JobsView, KindOfJobs, Telling } from "./jobs-view";
import { startHints } from "./start-hints";
import { counted } from "./terminal-text";

const past: Readonly<Record<Telling, string>> = {
  start: "Started",
  pause: "Paused",
  resume: "Resumed",
  stop: "Stopped",
};

/** `lockstep queue start|pause|resume|stop|retry`, and the same of `group`: what whole queues and groups are told. */
export function addControlCommands(parent: Command, context: CliContext, kind: KindOfJobs): void {
  for (const verb of controlVerbs) {
    const command = parent.command(verb).description(kind.verbs[verb]).addArgument(kind.argument());
    if (verb === "retry") {
      command
        .option("--start", `and start the ${kind.noun}`)
        .action((ref: string, { start = false }: { start?: boolean }) => retry(context, kind, ref, start));
    } else {
      command.action((ref: string) => tell(context, kind, ref, verb));
    }
  }
}

async function tell(context: CliContext, kind: KindOfJobs, ref: string, verb: Telling): Promise<void> {
  const { after, hints } = await context.attached(async (state) => {
    const { id } = (await kind.find(state, ref)).document;
    return await withHints(state, kind, await kind.tell(state, verb, id));
  });
  context.output.show(after.document, () => [`${past[verb]} ${after.text}.`, ...hints]);
}

async function retry(context: CliContext, kind: KindOfJobs, ref: string, start: boolean): Promise<void> {
  const { after, hints, retried } = await context.attached(async (state) => {
    const { id } = (await kind.find(state, ref)).document;
    const count = await kind.retry(state, id);
    const now = start ? await kind.tell(state, "start", id) : await kind.find(state, id);
    return { ...(await withHints(state, kind, now)), retried: count };
  });
  context.output.show({ ...after.document, retried }, () => [
    `${counted(retried, kind.jobNoun)} of ${after.text} ${retried === 1 ? "waits" : "wait"} for another try.`,
    ...hints,
  ]);
}

async function withHints(state: StateFolder, { noun }: KindOfJobs, after: JobsView) {
  const { name, status } = after.document;
  const waits = after.jobs.some(({ job }) => job.status === "pending");
  return { after, hints: await startHints(state, { noun, name, status, waits }) };
}
