import type { Command } from "commander";
import { progress } from "../core/groups/group-rules";
import type { CliContext } from "./cli-context";
import { groupText } from "./group-lines";
import { groupArgument } from "./references";
import { groupHints } from "./start-hints";
import { counted } from "./terminal-text";

const verbs = [
  ["start", "Started", "have the sessions of a group run by whoever works: windows, and lockstep work"],
  ["pause", "Paused", "let the sessions that run end, and start no other"],
  ["resume", "Resumed", "go on with a paused group"],
  ["stop", "Stopped", "end what runs, and skip the rest"],
] as const;

/** `lockstep group start|pause|resume|stop|retry`: the verbs of a group that runs. */
export function addGroupControlCommands(group: Command, context: CliContext): void {
  for (const [verb, past, description] of verbs) {
    group
      .command(verb)
      .description(description)
      .addArgument(groupArgument())
      .action((ref: string) => control(context, ref, verb, past));
  }
  group
    .command("retry")
    .description("have what failed, and what was skipped, wait for another try")
    .addArgument(groupArgument())
    .option("--start", "and start the group")
    .action((ref: string, { start = false }: { start?: boolean }) => retry(context, ref, start));
}

async function control(
  context: CliContext,
  ref: string,
  verb: (typeof verbs)[number][0],
  past: (typeof verbs)[number][1],
): Promise<void> {
  const { group, hints } = await context.attached(async (state) => {
    const after = await state.groupControl[verb]((await state.groups.find(ref)).id);
    return { group: after, hints: await groupHints(state, after) };
  });
  context.output.show({ ...group, progress: progress(group) }, () => [`${past} ${groupText(group)}.`, ...hints]);
}

async function retry(context: CliContext, ref: string, start: boolean): Promise<void> {
  const { group, count, hints } = await context.attached(async (state) => {
    const { id } = await state.groups.find(ref);
    const retried = await state.groupControl.retry(id);
    const after = start ? await state.groupControl.start(id) : await state.groups.find(id);
    return { group: after, count: retried, hints: await groupHints(state, after) };
  });
  context.output.show({ ...group, progress: progress(group), retried: count }, () => [
    `${counted(count, "session")} of ${groupText(group)} ${count === 1 ? "waits" : "wait"} for another try.`,
    ...hints,
  ]);
}
