import { type Command, Option } from "commander";
import { summaryOf } from "../core/sessions/transcript";
import type { CliContext } from "./cli-context";
import { duration } from "./duration";
import { throwFirst } from "./problems";
import { optionalTranscriptArgument, transcriptArgument } from "./references";
import { counted } from "./terminal-text";
import { transcriptLines, transcriptListLines, transcriptText } from "./transcript-lines";

/** `lockstep session …`: what was said in runs of prompts. The sessions of a group are `lockstep group session …`. */
export function addTranscriptCommands(program: Command, context: CliContext): void {
  const session = program
    .command("session")
    .usage("<verb>")
    .description("transcripts of what agents were asked and answered")
    .addHelpText("after", '\nFor the sessions of a group see "lockstep group session --help".');
  session
    .command("list")
    .description("list the transcripts, oldest first")
    .action(() => list(context));
  session
    .command("show")
    .description("show what was said")
    .addArgument(transcriptArgument())
    .action((ref: string) => show(context, ref));
  session
    .command("delete")
    .description("delete a transcript for good, unless it is being written")
    .addArgument(transcriptArgument())
    .action((ref: string) => remove(context, ref));
  session
    .command("cleanup")
    .description("delete for good what nobody writes and nobody has written to for some time")
    .addOption(
      new Option("--older-than <duration>", "for how long: 90s, 1h30m, 7d, 2w")
        .argParser(duration)
        .makeOptionMandatory(),
    )
    .action((options: { olderThan: number }) => cleanup(context, options.olderThan));
  session
    .command("abandon")
    .description("mark active transcripts whose writer is gone")
    .addArgument(optionalTranscriptArgument())
    .action((ref: string | undefined) => (ref === undefined ? abandonAll(context) : abandon(context, ref)));
}

async function list(context: CliContext): Promise<void> {
  const { items, problems } = await context.reading(({ sessions }) => sessions.list());
  context.output.show(items, (style) => transcriptListLines(items, problems.length > 0, style));
  throwFirst(problems);
}

async function show(context: CliContext, ref: string): Promise<void> {
  const transcript = await context.reading(({ sessions }) => sessions.find(ref));
  context.output.show(transcript, (style) => transcriptLines(transcript, style));
}

async function remove(context: CliContext, ref: string): Promise<void> {
  const transcript = await context.attached(async ({ sessions }) => sessions.delete((await sessions.find(ref)).id));
  context.output.show(transcript, () => [`Deleted ${transcriptText(transcript)}.`]);
}

async function cleanup(context: CliContext, olderThan: number): Promise<void> {
  const { deleted, problems } = await context.attached(({ sessions }) => sessions.cleanup({ olderThan }));
  context.output.show(deleted, () => [`Deleted ${counted(deleted.length, "session transcript")}.`]);
  throwFirst(problems);
}

async function abandon(context: CliContext, ref: string): Promise<void> {
  const transcript = await context.attached(async ({ sessions }) => sessions.abandon((await sessions.find(ref)).id));
  context.output.show([summaryOf(transcript)], () => [`Abandoned ${transcriptText(transcript)}.`]);
}

async function abandonAll(context: CliContext): Promise<void> {
  const { items, problems } = await context.attached(({ sessions }) => sessions.abandonAll());
  context.output.show(items, () => [`Abandoned ${counted(items.length, "session transcript")} whose writer is gone.`]);
  throwFirst(problems);
}
