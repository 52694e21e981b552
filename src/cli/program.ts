import { type Command, CommanderError, Option } from "commander";
import { version } from "../../package.json";
import { addApprovalCommands } from "./approval-commands";
import { addBookmarkCommands } from "./bookmark-commands";
import { addBookmarkExchangeCommands } from "./bookmark-exchange-commands";
import { addChangesCommand } from "./changes-command";
import { CliContext } from "./cli-context";
import { addDoctorCommand } from "./doctor-command";
import { type ExitCode, exitCode, exitCodesHelp } from "./exit-codes";
import { addGroupCommands } from "./group-commands";
import type { Io } from "./io";
import { addListCommands } from "./list-commands";
import { LockstepCommand } from "./lockstep-command";
import { addMergeDriverCommand } from "./merge-driver-command";
import { Output, outputOptions } from "./output";
import { addQueueCommands } from "./queue-commands";
import { addStateCommands } from "./state-commands";
import { addStatusCommand } from "./status-command";
import { addTranscriptCommands } from "./transcript-commands";
import { addUsageCommand } from "./usage-command";
import { seconds } from "./values";
import { addWorkCommand } from "./work-command";

/** Runs one command line, given without node and script. Never throws: what went wrong has been said by then. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const options = outputOptions(argv, io.env);
  const output = new Output(io, options);
  const context = new CliContext(argv, io, output);
  try {
    await createProgram(context, options.json).parseAsync(argv, { from: "user" });
    return context.exitCode;
  } catch (error) {
    return error instanceof CommanderError ? afterHelp(error) : output.fail(error);
  }
}

/** Help that was asked for is a success; help in place of a missing verb is not. */
function afterHelp(error: CommanderError): ExitCode {
  return error.exitCode === 0 ? exitCode.ok : exitCode.usage;
}

function createProgram(context: CliContext, json: boolean): Command {
  const program = new LockstepCommand("lockstep", context.io, json)
    .description("Bookmarks, session groups and command queues that every VS Code window and this command share.")
    .version(version, "--version", "print the version")
    .helpOption("-h, --help", "show help")
    .usage("[--root DIR] [--json] <noun> <verb>")
    .option("--root <dir>", "the workspace folder (default: found upwards from the current folder)")
    .option("--json", "print one JSON document; errors too, on standard error")
    .addOption(
      new Option("--timeout <seconds>", "how long to wait for another writer").argParser(seconds).default(30_000, "30"),
    )
    .option("--verbose", "tell on standard error what happens (or set LOCKSTEP_DEBUG=1)")
    .addHelpText("after", `\n${examples}\n\n${exitCodesHelp}`)
    .hook("preAction", (_, command) => context.begin(command));
  addBookmarkCommands(program, context);
  addBookmarkExchangeCommands(program, context);
  addListCommands(program, context);
  addGroupCommands(program, context);
  addQueueCommands(program, context);
  addWorkCommand(program, context);
  addApprovalCommands(program, context);
  addTranscriptCommands(program, context);
  addUsageCommand(program, context);
  addChangesCommand(program, context);
  addStateCommands(program, context);
  addStatusCommand(program, context);
  addDoctorCommand(program, context);
  addMergeDriverCommand(program, context);
  addHelpCommand(program);
  return program;
}

/** Commander's own knows one level of commands; ours have up to three. */
function addHelpCommand(program: Command): void {
  program
    .command("help")
    .description("show help for a command")
    .argument("[command...]", "such as: queue add")
    .action((names: string[]) => {
      let command = program;
      for (const name of names) {
        command =
          command.commands.find((candidate) => candidate.name() === name) ?? command.error(`unknown command '${name}'`);
      }
      command.help();
    });
}

const examples = `Examples:
  lockstep bookmark add src/app.ts:12 --label "Entry point"
  lockstep queue create build
  lockstep queue add build -- npm test
  lockstep queue add build -- "make && make install"
  lockstep --json queue list
  lockstep status`;
