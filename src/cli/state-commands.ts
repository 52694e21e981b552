import type { Command } from "commander";
import type { StateFolder } from "../core/state-folder";
import type { CliContext } from "./cli-context";
import { stateFolderName } from "./root";

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
    .action(({ force: replace }: SharingWords) => change(context, (folder) => folder.share({ replace }), shared));
  state
    .command("keep-private")
    .description("have git carry nothing of it; what is committed stays so until you remove it")
    .option("--force", "also in place of a .gitignore that was changed by hand")
    .action(({ force: replace }: SharingWords) => change(context, (folder) => folder.keepPrivate({ replace }), kept));
}

const shared = `git sees the documents now. Commit them: git add ${stateFolderName}`;
const kept = `git ignores the state folder. What is committed already: git rm -r --cached ${stateFolderName}`;

async function change(
  context: CliContext,
  verb: (folder: StateFolder) => Promise<void>,
  sentence: string,
): Promise<void> {
  const isShared = await context.attached(async (folder) => {
    await verb(folder);
    return folder.isShared();
  });
  context.output.show({ shared: isShared }, () => [sentence]);
}
