import { readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { type Command, Option } from "commander";
import { tablePattern } from "../core/bookmarks/exchange/bookmarks-as-pattern";
import { type ExportFormat, exportBookmarks, exportFormats } from "../core/bookmarks/exchange/export-bookmarks";
import {
  type ForeignBookmarks,
  foreignSources,
  readForeignBookmarks,
} from "../core/bookmarks/exchange/foreign-bookmarks";
import type { ForeignSource } from "../core/bookmarks/exchange/foreign-entry";
import { foreignText } from "../core/bookmarks/exchange/foreign-json";
import type { Imported } from "../core/bookmarks/exchange/import-rules";
import { withAnchors } from "../core/bookmarks/exchange/source-lines";
import { LockstepError, systemErrorCode } from "../core/errors";
import { ioError } from "../core/io-error";
import type { CliContext } from "./cli-context";
import { exitCode } from "./exit-codes";
import { insideFolder } from "./file-position";
import { realPath, stateFolderName } from "./root";
import { standardInput } from "./standard-input";
import { counted, printable } from "./terminal-text";

/** `lockstep bookmark import` and `export`, beside the verbs that are there. */
export function addBookmarkExchangeCommands(program: Command, context: CliContext): void {
  const bookmark = program.commands.find((command) => command.name() === "bookmark") ?? program.command("bookmark");
  bookmark
    .command("import")
    .description("take over the bookmarks of another extension, or of an export")
    .argument("<file>", "such as .vscode/bookmarks.json; - is standard input")
    .addOption(
      new Option("--from <extension>", "whose file it is (default: found out from the file)").choices(foreignSources),
    )
    .addHelpText("after", importHelp)
    .action((file: string, { from }: { from?: ForeignSource }) => importFrom(context, file, from));
  bookmark
    .command("export")
    .description("print the bookmarks as a document, a page or lines")
    .addOption(new Option("--format <format>", "what to make").choices(exportFormats))
    .option("--pattern <pattern>", "a line, with $file, $line, $column, $label and $content")
    .addOption(new Option("--by <what>", "how a page is divided (default: by list)").choices(["list", "file"]))
    .option("--output <file>", "write it into this file, which is replaced")
    .addHelpText("after", exportHelp)
    .action((options: ExportOptions) => exportTo(context, options));
}

const importHelp = `
Extensions:
  vb        Bookmarks             .vscode/bookmarks.json
  nb        Numbered Bookmarks    .vscode/numbered-bookmarks.json
  bx        Bookmark X            .vscode/bookmark_x.json; groups become lists
  lb        Labeled Bookmarks     what it exports; groups become lists
  lockstep  Lockstep              what "lockstep bookmark export" prints

A line that has a bookmark keeps it, so an import may be repeated. Exits with 1 when something in the file could not be
taken over; the rest of it is. Exits with 2 when it is no bookmark file.`;

const exportHelp = `
Formats:
  json      the document that "lockstep bookmark import" reads (the default)
  markdown  a page with links (the default for --output FILE.md)
  pattern   a line each (the default with --pattern)`;

async function importFrom(context: CliContext, file: string, from: ForeignSource | undefined): Promise<void> {
  const root = context.root();
  const name = file === "-" ? "What came in" : file;
  const text = foreignText(await bytesOf(context, file));
  const foreign = readForeignBookmarks({ text, name, from, roots: [root, realPath(root)] });
  const imported = await context.attached(async (state) =>
    state.bookmarks.importAll(await withAnchors(state, foreign.inputs)),
  );
  const { source, skipped } = foreign;
  context.output.show({ from: source, ...imported, skipped }, () => importLines(foreign, imported));
  if (skipped.length > 0) {
    context.exitCode = exitCode.failed;
  }
}

function importLines({ title, skipped }: ForeignBookmarks, { added, existing }: Imported): readonly string[] {
  const there = existing.length === 0 ? "" : ` ${counted(existing.length, "line")} had a bookmark already.`;
  return [
    `Imported ${counted(added.length, "bookmark")} from ${title}.${there}`,
    ...skipped.map(({ place, reason }) => `Skipped ${printable(place === "" ? "one" : place)}: ${printable(reason)}`),
  ];
}

/** @throws {LockstepError} `NOT_FOUND`, `IO`; `ABORTED` on Ctrl+C */
async function bytesOf({ io }: CliContext, file: string): Promise<Uint8Array> {
  try {
    if (file === "-") {
      return await standardInput(io);
    }
    return readFileSync(resolve(io.cwd, file));
  } catch (error) {
    if (error instanceof LockstepError) {
      throw error;
    }
    if (systemErrorCode(error) === "ENOENT") {
      throw new LockstepError("NOT_FOUND", "There is no file {0}.", [file], { cause: error });
    }
    throw ioError(file, error);
  }
}

interface ExportOptions {
  readonly format?: ExportFormat;
  readonly pattern?: string;
  readonly by?: "list" | "file";
  readonly output?: string;
}

async function exportTo(context: CliContext, options: ExportOptions): Promise<void> {
  const { output } = options;
  const format = formatOf(options);
  const target = output === undefined ? undefined : targetOf(context, output);
  const { bookmarks, text } = await context.reading(async (state) => {
    const all = await state.bookmarks.list();
    return { bookmarks: all, text: await exportBookmarks(state, all, optionsOf(context, format, options)) };
  });
  if (target === undefined) {
    const document = { version: 1, bookmarks };
    const report = { format, bookmarks: bookmarks.length, text };
    context.output.show(format === "json" ? document : report, () => linesOf(text, context.io.isTTY));
    return;
  }
  try {
    writeFileSync(target, text);
  } catch (error) {
    throw ioError(target, error);
  }
  context.output.show({ format, bookmarks: bookmarks.length, output: target }, () => [
    `Exported ${counted(bookmarks.length, "bookmark")} to ${printable(target)}`,
  ]);
}

/** @throws {LockstepError} `INVALID` for options that don't go together */
function formatOf({ format, pattern, by, output }: ExportOptions): ExportFormat {
  const byEnding = output !== undefined && /\.(?:md|markdown)$/i.test(output) ? "markdown" : "json";
  const chosen = format ?? (pattern === undefined ? byEnding : "pattern");
  if (pattern !== undefined && chosen !== "pattern") {
    throw new LockstepError("INVALID", "--pattern is for --format pattern.");
  }
  if (by !== undefined && chosen !== "markdown") {
    throw new LockstepError("INVALID", "--by is for --format markdown.");
  }
  return chosen;
}

function optionsOf(context: CliContext, format: ExportFormat, { pattern, by, output }: ExportOptions) {
  const folder = output === undefined ? "." : dirname(resolve(context.io.cwd, output));
  return {
    format,
    pattern: pattern ?? tablePattern,
    by,
    folder: insideFolder(context.root(), context.root(), folder),
  };
}

/** Control characters of a pattern are somebody's wish in a file and no good on a terminal. */
function linesOf(text: string, isTTY: boolean): readonly string[] {
  const lines = text.replace(/\n$/, "").split("\n");
  return text === "" ? [] : isTTY ? lines.map(printable) : lines;
}

/** Absolute. Documents change under their lock only. @throws {LockstepError} `INVALID` inside the state folder */
function targetOf(context: CliContext, output: string): string {
  const target = resolve(context.io.cwd, output);
  const real = join(realPath(dirname(target)), basename(target));
  const state = join(realPath(context.root()), stateFolderName);
  if (output === "" || insideFolder(state, state, real) !== undefined) {
    throw new LockstepError("INVALID", "“{0}” is no place for an export: it is empty or in the state folder.", [
      output,
    ]);
  }
  return target;
}
