import type { Command } from "commander";
import { LockstepError } from "../core/errors";
import { groupContents } from "../core/groups/session-content";
import type { JobContent } from "../core/jobs/job-content";
import { contextContent, queueContents } from "../core/queues/command-content";
import type { StateFolder } from "../core/state-folder";
import type { CliContext } from "./cli-context";
import { contentLines } from "./content-lines";
import { groupText } from "./group-lines";
import { queueText } from "./queue-lines";
import { groupArgument, queueArgument } from "./references";

interface Proposal {
  /** `the queue “build”` */
  readonly text: string;
  readonly contents: readonly JobContent[];
  /** What is approved along with them, and runs nothing by itself. */
  readonly context: readonly JobContent[];
}

/** `lockstep queue approve`. */
export function addQueueApproveCommand(queue: Command, context: CliContext): void {
  addApprove(queue, queueArgument(), context, async ({ queues }, ref) => {
    const found = await queues.find(ref);
    return { text: queueText(found), contents: queueContents(found), context: [contextContent(found)] };
  });
}

/** `lockstep group approve`. */
export function addGroupApproveCommand(group: Command, context: CliContext): void {
  addApprove(group, groupArgument(), context, async ({ groups }, ref) => {
    const found = await groups.find(ref);
    return { text: groupText(found), contents: groupContents(found), context: [] };
  });
}

function addApprove(
  parent: Command,
  argument: ReturnType<typeof queueArgument>,
  context: CliContext,
  propose: (state: StateFolder, ref: string) => Promise<Proposal>,
): void {
  parent
    .command("approve")
    .description(`show what of a ${parent.name()} nobody allowed to run on this machine yet, and allow it`)
    .addArgument(argument)
    .option("--yes", "allow it without a question")
    .addHelpText("after", help)
    .action((ref: string, { yes = false }: { yes?: boolean }) =>
      context.attached(async (state) => approve(context, state, await propose(state, ref), yes)),
    );
}

const help = `
What is added and changed here with this command or in VS Code may run at once. What came with a repository, or was
edited by hand, may not before somebody has seen it. It asks again when it becomes another.`;

async function approve(context: CliContext, state: StateFolder, proposal: Proposal, yes: boolean): Promise<void> {
  const { text } = proposal;
  const contents = await state.approvals.unapproved(proposal.contents);
  if (contents.length === 0) {
    state.approvals.approve(proposal.context);
    context.output.show({ approved: true, contents }, () => [`All of ${text} may run on this machine.`]);
    return;
  }
  const isYes = yes || (await asked(context, [`This is what ${text} would run:`, ...contentLines(contents)]));
  if (isYes) {
    state.approvals.approve([...contents, ...proposal.context]);
  }
  context.output.show({ approved: isYes, contents }, () => [
    ...(yes ? contentLines(contents) : []),
    isYes ? `All of ${text} may run on this machine from now on.` : "Nothing was allowed.",
  ]);
}

/** @throws {LockstepError} `PRECONDITION` where nobody can be asked */
async function asked({ io, output }: CliContext, lines: readonly string[]): Promise<boolean> {
  if (io.confirm === undefined || output.isJson) {
    const shown = output.isJson ? [] : lines.map((line) => `${line}\n`);
    io.stderr.write(shown.join(""));
    throw new LockstepError("PRECONDITION", "Nothing was allowed. To allow it: --yes");
  }
  return await io.confirm([...lines, "Allow it on this machine?"].join("\n"));
}
