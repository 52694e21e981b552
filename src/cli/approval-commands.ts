import type { Command } from "commander";
import { groupContents } from "../core/groups/session-content";
import { contextContent, queueContents } from "../core/queues/command-content";
import type { StateFolder } from "../core/state-folder";
import type { CliContext } from "./cli-context";
import { groupText } from "./group-lines";
import { documentsNamed, type Named } from "./named-documents";
import { queueText } from "./queue-lines";
import { referenceArguments } from "./references";

/** `lockstep approval …`: what may run on this machine. */
export function addApprovalCommands(program: Command, context: CliContext): void {
  const approval = program.command("approval").usage("<verb>").description("what may run on this machine");
  approval
    .command("forget")
    .description("have everything ask again that was allowed in this folder on this machine")
    .addArgument(referenceArguments("[names...]", "only what these queues and groups would run"))
    .addHelpText("after", help)
    .action((names: readonly string[]) => context.attached((state) => forget(context, state, names)));
}

const help = `
Also what was written here asks again. What runs already goes on. To see what would run, and allow it:
"lockstep queue approve", "lockstep group approve".`;

async function forget({ output }: CliContext, state: StateFolder, names: readonly string[]): Promise<void> {
  if (names.length === 0) {
    state.approvals.forgetAll();
    output.show({ forgotten: "all" }, () => [
      "Nothing of this folder may run on this machine before it is allowed again.",
    ]);
    return;
  }
  const found = (await Promise.all(names.map((name) => documentsNamed(state, name)))).flat();
  state.approvals.forget(found.flatMap(contentsOf));
  output.show({ forgotten: found.map(({ kind, document: { id, name } }) => ({ kind, id, name })) }, () =>
    found.map((named) => `Nothing of ${textOf(named)} may run on this machine before it is allowed again.`),
  );
}

function contentsOf({ kind, document }: Named) {
  return kind === "queue" ? [...queueContents(document), contextContent(document)] : groupContents(document);
}

function textOf({ kind, document }: Named): string {
  return kind === "queue" ? queueText(document) : groupText(document);
}
