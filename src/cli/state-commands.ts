import type { Command } from "commander";
import { ignoredByGit } from "../core/git/git-ignored";
import type { StateFolder } from "../core/state-folder";
import type { CliContext } from "./cli-context";
import { stateFolderName } from "./root";
import { printable } from "./terminal-text";

interface SharingWords {
  /** Also in place of a .gitignore that a person changed. */
  readonly force?: boolean;
}

/** `lockstep state …`: whether git carries the state folder. */
export function addStateCommands(program: Command, context: CliContext): void {
  const state = program.command("state").usage("<verb>").description("whether git carries the state folder");
  state
    .command("share")
    .description("have git carry bookmarks, groups and queues")
    .option("--force", "also in place of a .gitignore that was changed by hand")
    .addHelpText("after", '\nSee "lockstep merge-driver --help" for how git merges them.')
    .action(({ force: replace }: SharingWords) => share(context, replace));
  state
    .command("keep-private")
    .description("have git carry nothing of it; what is committed stays so until you remove it")
    .option("--force", "also in place of a .gitignore that was changed by hand")
    .action(({ force: replace }: SharingWords) => keepPrivate(context, replace));
}

const shared = `git sees the documents now. Commit them: git add ${stateFolderName}`;
const kept = `git ignores the state folder. What is committed already: git rm -r --cached ${stateFolderName}`;

async function share(context: CliContext, replace: boolean | undefined): Promise<void> {
  const isShared = await change(context, (folder) => folder.share({ replace }));
  const ignoredBy = await ignoredByGit(context.root());
  const value = { shared: isShared, ...(ignoredBy === undefined ? {} : { ignoredBy }) };
  context.output.show(value, () => [
    ignoredBy === undefined ? shared : `The documents are shared, but git ignores them by ${printable(ignoredBy)}`,
  ]);
}

async function keepPrivate(context: CliContext, replace: boolean | undefined): Promise<void> {
  const isShared = await change(context, (folder) => folder.keepPrivate({ replace }));
  context.output.show({ shared: isShared }, () => [kept]);
}

async function change(context: CliContext, verb: (folder: StateFolder) => Promise<void>): Promise<boolean> {
  return await context.attached(async (folder) => {
    await verb(folder);
    return folder.isShared();
  });
}
