import type { Command } from "commander";
import { findSession } from "../core/groups/group-rules";
import type { CliContext } from "./cli-context";
import { groupText, sessionText } from "./group-lines";
import { groupArgument, sessionArgument } from "./references";
import { groupHints } from "./start-hints";

const verbs = [
  ["cancel", "cancel", "Cancelled", "end a session that runs, or skip one that waits"],
  ["restart", "restart", "Will run again:", "have a session that has ended wait for its turn again"],
  ["start-now", "startNow", "Starting", "run a session at once, whatever else runs and waits"],
] as const;

/** `lockstep group session cancel|restart|start-now`: the verbs of a session that runs. */
export function addSessionControlCommands(session: Command, context: CliContext): void {
  for (const [verb, method, past, description] of verbs) {
    session
      .command(verb)
      .description(description)
      .addArgument(groupArgument())
      .addArgument(sessionArgument())
      .action((ref: string, name: string) => control(context, { ref, name, method, past }));
  }
}

interface SessionControl {
  readonly ref: string;
  readonly name: string;
  readonly method: (typeof verbs)[number][1];
  readonly past: string;
}

async function control(context: CliContext, { ref, name, method, past }: SessionControl): Promise<void> {
  const { group, session, hints } = await context.attached(async (state) => {
    const found = await state.groups.find(ref);
    const after = await state.groupControl[method](found.id, findSession(found, name).id);
    const now = await state.groups.find(found.id);
    return { group: now, session: after, hints: await groupHints(state, now) };
  });
  context.output.show(session, () => [`${past} ${sessionText(group, session)} of ${groupText(group)}.`, ...hints]);
}
