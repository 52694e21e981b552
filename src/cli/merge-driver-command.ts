import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "commander";
import { LockstepError } from "../core/errors";
import { git } from "../core/git/git";
import { ioError } from "../core/io-error";
import { kindOf, type MergedText, mergeTexts, type NamedConflict } from "../core/records/merge-documents";
import type { CliContext } from "./cli-context";
import { exitCode } from "./exit-codes";
import { excerpt, printable } from "./terminal-text";

/** `lockstep merge-driver`: what git runs to merge documents that a team shares, and how it comes to know of it. */
export function addMergeDriverCommand(program: Command, context: CliContext): void {
  program
    .command("merge-driver")
    .usage("--install | --uninstall | <base> <ours> <theirs> [path]")
    .description("merge two versions of a document, for git")
    .argument("[files...]", "as git gives them: %O %A %B %P; the result is written to the second one")
    .option("--install", "have git merge the documents of this workspace folder with it")
    .option("--uninstall", "no longer have git do so")
    .addHelpText("after", help)
    .action((files: readonly string[], { install = false, uninstall = false }: MergeDriverOptions) => {
      if ([install, uninstall, files.length > 0].filter((chosen) => chosen).length !== 1) {
        throw new LockstepError(
          "INVALID",
          "Say --install, --uninstall, or which files to merge: BASE OURS THEIRS [PATH].",
        );
      }
      return install || uninstall ? setUp(context, install) : merge(context, files);
    });
}

interface MergeDriverOptions {
  readonly install?: boolean;
  readonly uninstall?: boolean;
}

const help = `
--install writes one line into .gitattributes, which you commit, and sets merge.lockstep.driver in the configuration of
this repository. Who has not installed it merges as before.

Exits with 0 when everything is merged and with 1 when both sides changed the same thing: the result has ours, what
theirs is stands on standard error, and git leaves the file to you. What is not a valid document is merged by git's own
text merge.`;

interface Files {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

async function merge(context: CliContext, [base, ours, theirs, path, ...rest]: readonly string[]): Promise<void> {
  if (base === undefined || ours === undefined || theirs === undefined || rest.length > 0) {
    throw new LockstepError(
      "INVALID",
      "A merge takes three files, and where the result belongs: BASE OURS THEIRS [PATH].",
    );
  }
  const absolute = (file: string) => resolve(context.io.cwd, file);
  const files = { base: absolute(base), ours: absolute(ours), theirs: absolute(theirs) };
  const name = path ?? ours;
  const isClean = mergeDocument(context, files, path, name) ?? (await mergeAsText(context.io.cwd, files));
  context.exitCode = isClean ? exitCode.ok : exitCode.failed;
}

/** Whether all is merged; undefined where that can't be done record by record. */
function mergeDocument(context: CliContext, files: Files, path: string | undefined, name: string): boolean | undefined {
  try {
    const { text, conflicts } = mergedFiles(files, path);
    writeText(files.ours, text);
    report(context, { document: name, mergedBy: "record", conflicts }, conflicts.map(conflictText));
    return conflicts.length === 0;
  } catch (error) {
    if (error instanceof LockstepError && (error.code === "CORRUPT" || error.code === "NEWER_VERSION")) {
      report(context, { document: name, mergedBy: "text", conflicts: [] }, [`${error.message} It is merged as text.`]);
      return undefined;
    }
    throw error;
  }
}

/** As git does without a driver, with marks where it can't tell. */
async function mergeAsText(cwd: string, { base, ours, theirs }: Files): Promise<boolean> {
  const names = ["-L", "ours", "-L", "base", "-L", "theirs"];
  return (await git(cwd, ["merge-file", ...names, ours, base, theirs])).status === 0;
}

function mergedFiles(files: Files, path: string | undefined): MergedText {
  const texts = { base: readText(files.base), ours: readText(files.ours), theirs: readText(files.theirs) };
  const kind = kindOf(path, texts.ours) ?? kindOf(undefined, texts.ours);
  if (kind === undefined) {
    throw new LockstepError("CORRUPT", "This is not a document of Lockstep.");
  }
  return mergeTexts(kind, texts);
}

function conflictText({ name, field, ours, theirs }: NamedConflict): string {
  return `both sides changed “${field}” of “${excerpt(name, 60)}”. Kept: ${valueText(ours)} Theirs: ${valueText(theirs)}`;
}

function valueText(value: unknown): string {
  return value === undefined ? "nothing." : `${excerpt(JSON.stringify(value), 200)}.`;
}

interface Report {
  readonly document: string;
  readonly mergedBy: "record" | "text";
  readonly conflicts: readonly NamedConflict[];
}

/** People read it among what git says, so it stands on standard error. */
function report({ io, output }: CliContext, value: Report, sentences: readonly string[]): void {
  output.show(value, () => {
    for (const sentence of sentences) {
      io.stderr.write(`lockstep: ${printable(`${value.document}: ${sentence}`)}\n`);
    }
    return [];
  });
}

async function setUp(context: CliContext, install: boolean): Promise<void> {
  const root = context.root();
  const program = { node: process.execPath, script: process.argv[1] ?? "" };
  const file = await context.attached((state) =>
    install ? state.installMergeDriver(program) : state.uninstallMergeDriver(),
  );
  context.output.show({ installed: install, attributes: file }, () => [
    install
      ? `git merges the documents in ${printable(root)} with Lockstep now. Commit ${printable(file)}.`
      : `git merges the documents in ${printable(root)} as text again.`,
  ]);
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw ioError(file, error);
  }
}

function writeText(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw ioError(file, error);
  }
}
