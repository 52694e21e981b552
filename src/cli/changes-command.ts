import type { Command } from "commander";
import { LockstepError } from "../core/errors";
import { changesOfRunLines, recentRunLines, runsOfFileLines } from "./changes-lines";
import type { CliContext } from "./cli-context";
import { duration } from "./duration";
import { countedFromOne } from "./file-position";
import { counted } from "./terminal-text";

interface ChangesOptions {
  readonly run?: string;
  readonly limit: number;
  /** Milliseconds. */
  readonly forgetOlderThan?: number;
}

/** `lockstep changes FILE`, `--run ID`: which runs changed a file, and which files a run. */
export function addChangesCommand(program: Command, context: CliContext): void {
  program
    .command("changes")
    .description("which runs changed a file or folder, or which files a run changed")
    .argument("[file]", "a file or folder; without it, the runs that changed something lately")
    .option("--run <id>", "the files that this run changed: its id or the beginning of it")
    .option("--limit <n>", "the most runs to show, the newest first", (text) => countedFromOne("limit", text), 50)
    .option("--forget-older-than <duration>", "forget the runs that ended so long ago: 90d, 26w", duration)
    .addHelpText(
      "after",
      "\nWhat a person or another run changed at the same time is counted in; “shared” says so of runs.",
    )
    .action((file: string | undefined, options: ChangesOptions) => changes(context, file, options));
}

async function changes(context: CliContext, file: string | undefined, options: ChangesOptions): Promise<void> {
  const { run, limit, forgetOlderThan } = options;
  if ([file, run, forgetOlderThan].filter((asked) => asked !== undefined).length > 1) {
    throw new LockstepError("INVALID", "Say one of FILE, --run ID and --forget-older-than DURATION.");
  }
  if (forgetOlderThan !== undefined) {
    await forget(context, forgetOlderThan);
  } else if (run !== undefined) {
    await showRun(context, run);
  } else if (file !== undefined) {
    await showFile(context, context.inside(file), limit);
  } else {
    const runs = await context.reading((state) => state.changes.recent(limit));
    context.output.show(runs, (style) => recentRunLines(runs, style));
  }
}

async function showRun(context: CliContext, ref: string): Promise<void> {
  const run = await context.reading((state) => state.changes.filesOf(ref));
  context.output.show(run, (style) => changesOfRunLines(run, context.viewpoint(), style));
}

async function showFile(context: CliContext, path: string, limit: number): Promise<void> {
  const runs = await context.reading((state) => state.changes.runsOf(path));
  const shown = runs.slice(0, limit);
  context.output.show(shown, (style) => runsOfFileLines(path, shown, runs.length, context.viewpoint(), style));
}

async function forget(context: CliContext, age: number): Promise<void> {
  const time = new Date(Date.now() - age);
  const forgotten = await context.attached((state) => state.changes.forgetOlderThan(time));
  context.output.show({ forgotten }, () => [`Forgot what ${counted(forgotten.length, "run")} changed.`]);
}
