import { statSync } from "node:fs";
import { join } from "node:path";
import { type Command, Option } from "commander";
import { anchorAt } from "../core/bookmarks/anchor";
import type { BookmarkChanges, BookmarkInput } from "../core/bookmarks/bookmark-input";
import { ignoring, LockstepError } from "../core/errors";
import type { StateFolder } from "../core/state-folder";
import { bookmarkText } from "./bookmark-lines";
import type { CliContext } from "./cli-context";
import { countedFromOne, parseFilePosition } from "./file-position";
import { bookmarkArgument } from "./references";
import { counted } from "./terminal-text";
import { notEmpty, repeated } from "./values";

/** `lockstep bookmark add` and `edit`: what a bookmark is and what is said about it. */
export function addBookmarkEditingCommands(bookmark: Command, context: CliContext): void {
  bookmark
    .command("add")
    .description("bookmark a line, or a file or folder as a whole")
    .argument("<file:line[:column]>", "counted from 1; the file is relative to the current folder")
    .addOption(new Option("--file", "the file as a whole, given without a line").conflicts("folder"))
    .option("--folder", "the folder as a whole, given without a line")
    .option("--label <text>", "a few words that say what is here")
    .option("--note <text>", "as much as there is to say about it")
    .option("--tag <tag>", "a word to find it by; may be repeated", repeated)
    .option("--list <name>", "the list that it comes into (default: the default list)")
    .option("--no-list", "in no list")
    .option("--color <color>", "the colour of its icon, by name or as #rrggbb")
    .option("--icon <name>", "the name of its icon, one of VS Code's own")
    .option("--number <digit>", "the digit that jumps to it")
    .action((place: string, options: AddOptions) => add(context, place, options));
  addEdit(bookmark, context);
}

function addEdit(bookmark: Command, context: CliContext): void {
  const number = (what: string) => (text: string) => countedFromOne(what, text);
  bookmark
    .command("edit")
    .description("change a bookmark")
    .addArgument(bookmarkArgument())
    .option("--label <text>", "a few words that say what is here")
    .option("--no-label", "take its label away")
    .option("--note <text>", "as much as there is to say about it")
    .option("--no-note", "take its note away")
    .option("--tag <tag>", "in place of its tags; may be repeated", repeated)
    .option("--no-tag", "take its tags away")
    .option("--list <name>", "put it at the end of this list")
    .option("--no-list", "take it out of its list")
    .option("--color <color>", "the colour of its icon, by name or as #rrggbb")
    .option("--no-color", "take its colour away")
    .option("--icon <name>", "the name of its icon, one of VS Code's own")
    .option("--no-icon", "take its icon away")
    .option("--number <digit>", "the digit that jumps to it")
    .option("--no-number", "take its number away")
    .option("--line <n>", "move it to this line of its file", number("line"))
    .option("--column <n>", "move it to this column", number("column"))
    .action((ref: string, options: EditOptions) => edit(context, ref, options));
}

interface AddOptions {
  readonly file?: true;
  readonly folder?: true;
  readonly label?: string;
  readonly note?: string;
  readonly tag?: readonly string[];
  readonly list?: string | false;
  readonly color?: string;
  readonly icon?: string;
  readonly number?: string;
}

/** False takes it away. */
interface EditOptions {
  readonly label?: string | false;
  readonly note?: string | false;
  readonly tag?: readonly string[] | false;
  readonly list?: string | false;
  readonly color?: string | false;
  readonly icon?: string | false;
  readonly number?: string | false;
  readonly line?: number;
  readonly column?: number;
}

async function add(context: CliContext, place: string, options: AddOptions): Promise<void> {
  const { label, note, tag: tags, list, color, icon, number: mnemonic } = options;
  const described = { label, note, tags, list: list === false ? null : list, color, icon, mnemonic };
  const target = options.folder ? "folder" : options.file && "file";
  const bookmark = await context.attached(async (state) => {
    const where = target === undefined ? await lineAt(context, state, place) : wholeOf(context, place, target);
    return state.bookmarks.add({ ...described, ...where });
  });
  context.output.show(bookmark, () => [`Added ${bookmarkText(bookmark, context.viewpoint())}`]);
}

async function lineAt(context: CliContext, state: StateFolder, place: string): Promise<BookmarkInput> {
  const { file, line, column } = parseFilePosition(place);
  const path = context.inside(file);
  return { path, line, column, anchor: await anchorIn(state, path, line) };
}

/** @throws {LockstepError} `INVALID` when there is no such file or folder */
function wholeOf(context: CliContext, place: string, target: "file" | "folder"): BookmarkInput {
  const path = context.inside(place);
  const stat = ignoring(["ENOENT", "ENOTDIR"], () => statSync(join(context.root(), path)));
  if (!(target === "file" ? stat?.isFile() : stat?.isDirectory())) {
    throw new LockstepError("INVALID", "There is no {0} {1} in the workspace folder.", [target, path]);
  }
  return { path, line: 1, target };
}

async function edit(context: CliContext, ref: string, options: EditOptions): Promise<void> {
  if (Object.keys(options).length === 0) {
    throw new LockstepError(
      "INVALID",
      "Say what to change: --label, --note, --tag, --list, --color, --icon, --number, --line or --column.",
    );
  }
  const changes = changesFrom(options);
  const { line } = options;
  const bookmark = await context.attached(async (state) => {
    const { id, path } = await state.bookmarks.find(ref);
    const anchor = line === undefined ? undefined : await anchorIn(state, path, line);
    return state.bookmarks.edit(id, { ...changes, anchor });
  });
  context.output.show(bookmark, () => [`Changed ${bookmarkText(bookmark, context.viewpoint())}`]);
}

function changesFrom({ label, note, tag, list, color, icon, number, line, column }: EditOptions): BookmarkChanges {
  return {
    label: textOrNull("label", label),
    note: textOrNull("note", note),
    tags: tag === false ? [] : tag,
    list: textOrNull("list", list),
    color: textOrNull("color", color),
    icon: textOrNull("icon", icon),
    mnemonic: textOrNull("number", number),
    line,
    column,
  };
}

function textOrNull(noun: string, text: string | false | undefined): string | null | undefined {
  return text === false ? null : notEmpty(noun, text);
}

/** @throws {LockstepError} `INVALID` when there is no such file or line */
async function anchorIn(state: StateFolder, path: string, line: number) {
  const lines = await state.readSource(path);
  if (line > lines.length) {
    const count = counted(lines.length, "line");
    throw new LockstepError("INVALID", "{0} has {1}; there is no line {2}.", [path, count, line]);
  }
  return anchorAt(lines, line);
}
