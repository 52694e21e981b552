import type { Command } from "commander";
import { anchorAt } from "../core/bookmarks/anchor";
import type { Bookmark } from "../core/bookmarks/bookmark";
import { LockstepError } from "../core/errors";
import type { StateFolder } from "../core/state-folder";
import { bookmarkListLines, bookmarkText } from "./bookmark-lines";
import type { CliContext } from "./cli-context";
import { countedFromOne, parseFilePosition } from "./file-position";
import { bookmarkArgument, bookmarkArguments } from "./references";
import { counted } from "./terminal-text";
import { notEmpty, repeated } from "./values";

/** `lockstep bookmark …`: the verbs of the bookmark service. */
export function addBookmarkCommands(program: Command, context: CliContext): void {
  const bookmark = program
    .command("bookmark")
    .usage("<verb>")
    .description("bookmarks in the files of the workspace folder");
  bookmark
    .command("add")
    .description("bookmark a line")
    .argument("<file:line[:column]>", "counted from 1; the file is relative to the current folder")
    .option("--label <text>", "a few words that say what is here")
    .option("--note <text>", "as much as there is to say about it")
    .option("--tag <tag>", "a word to find it by; may be repeated", repeated)
    .action((place: string, options: AddOptions) => add(context, place, options));
  bookmark
    .command("list")
    .description("list the bookmarks, by file and line")
    .argument("[file]", "only those in this file")
    .option("--tag <tag>", "only those with this tag; may be repeated", repeated)
    .action((file: string | undefined, options: { tag?: readonly string[] }) => list(context, file, options.tag ?? []));
  addEdit(bookmark, context);
  bookmark
    .command("remove")
    .description("remove bookmarks")
    .addArgument(bookmarkArguments())
    .action((refs: readonly string[]) => remove(context, refs));
  bookmark
    .command("clear")
    .description("remove all bookmarks of a file, or with --all of the workspace folder")
    .argument("[file]", "it need not exist any more")
    .option("--all", "of every file")
    .action((file: string | undefined, options: { all?: true }) => clear(context, file, options.all ?? false));
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
    .option("--line <n>", "move it to this line of its file", number("line"))
    .option("--column <n>", "move it to this column", number("column"))
    .action((ref: string, options: EditOptions) => edit(context, ref, options));
}

interface AddOptions {
  readonly label?: string;
  readonly note?: string;
  readonly tag?: readonly string[];
}

interface EditOptions {
  /** False takes it away. */
  readonly label?: string | false;
  readonly note?: string | false;
  readonly tag?: readonly string[] | false;
  readonly line?: number;
  readonly column?: number;
}

async function add(context: CliContext, place: string, { label, note, tag: tags }: AddOptions): Promise<void> {
  const { file, line, column } = parseFilePosition(place);
  const path = context.inside(file);
  const bookmark = await context.attached(async (state) => {
    const anchor = await anchorIn(state, path, line);
    return state.bookmarks.add({ path, line, column, label, note, tags, anchor });
  });
  context.output.show(bookmark, () => [`Added ${bookmarkText(bookmark, context.viewpoint())}`]);
}

async function list(context: CliContext, file: string | undefined, tags: readonly string[]): Promise<void> {
  const path = file === undefined ? undefined : context.inside(file);
  const all = await context.reading(({ bookmarks }) => bookmarks.list());
  const matching = all.filter(
    (bookmark) => (path === undefined || bookmark.path === path) && tags.every((tag) => bookmark.tags.includes(tag)),
  );
  context.output.show(matching, (style) =>
    matching.length > 0 ? bookmarkListLines(matching, context.viewpoint(), style) : [emptyText(all)],
  );
}

function emptyText(all: readonly Bookmark[]): string {
  return all.length === 0
    ? "No bookmarks yet. Add the first one: lockstep bookmark add src/app.ts:12"
    : "No bookmark matches.";
}

async function edit(context: CliContext, ref: string, { label, note, tag, line, column }: EditOptions): Promise<void> {
  if ([label, note, tag, line, column].every((change) => change === undefined)) {
    throw new LockstepError("INVALID", "Say what to change: --label, --note, --tag, --line or --column.");
  }
  const changes = {
    label: label === false ? null : notEmpty("label", label),
    note: note === false ? null : notEmpty("note", note),
    tags: tag === false ? [] : tag,
    line,
    column,
  };
  const bookmark = await context.attached(async (state) => {
    const { id, path } = await state.bookmarks.find(ref);
    const anchor = line === undefined ? undefined : await anchorIn(state, path, line);
    return state.bookmarks.edit(id, { ...changes, anchor });
  });
  context.output.show(bookmark, () => [`Changed ${bookmarkText(bookmark, context.viewpoint())}`]);
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

async function remove(context: CliContext, refs: readonly string[]): Promise<void> {
  const removed = await context.attached(async ({ bookmarks }) => {
    const found = await Promise.all(refs.map((ref) => bookmarks.find(ref)));
    return bookmarks.remove(found.map(({ id }) => id));
  });
  context.output.show(removed, () =>
    removed.map((bookmark) => `Removed ${bookmarkText(bookmark, context.viewpoint())}`),
  );
}

async function clear(context: CliContext, file: string | undefined, all: boolean): Promise<void> {
  if ((file === undefined) !== all) {
    throw new LockstepError("INVALID", "Say which bookmarks to remove: those of a FILE, or --all.");
  }
  const path = file === undefined ? undefined : context.inside(file);
  const removed = await context.attached(({ bookmarks }) => bookmarks.clear(path));
  context.output.show(removed, () => [
    ...removed.map((bookmark) => `Removed ${bookmarkText(bookmark, context.viewpoint())}`),
    ...(removed.length === 0 ? ["There were no bookmarks to remove."] : []),
  ]);
}
