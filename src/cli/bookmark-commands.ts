import type { Command } from "commander";
import type { Bookmark } from "../core/bookmarks/bookmark";
import { isInList } from "../core/bookmarks/list-names";
import { byManualOrder } from "../core/bookmarks/manual-order";
import { LockstepError } from "../core/errors";
import { addBookmarkEditingCommands } from "./bookmark-editing-commands";
import { bookmarkListLines, bookmarkText } from "./bookmark-lines";
import { addBookmarkMoveCommand } from "./bookmark-move-command";
import { addBookmarkRefreshCommand } from "./bookmark-refresh-command";
import { addBookmarkTrashCommands } from "./bookmark-trash-commands";
import type { CliContext } from "./cli-context";
import { bookmarkArguments } from "./references";
import { repeated } from "./values";

/** `lockstep bookmark …`: the verbs of the bookmark service. */
export function addBookmarkCommands(program: Command, context: CliContext): void {
  const bookmark = program
    .command("bookmark")
    .usage("<verb>")
    .description("bookmarks in the files of the workspace folder");
  addBookmarkEditingCommands(bookmark, context);
  bookmark
    .command("list")
    .description("list the bookmarks, by file and line or in the order of a list")
    .argument("[file]", "only those in this file")
    .option("--tag <tag>", "only those with this tag; may be repeated", repeated)
    .option("--list <name>", "only those of this list, in its order")
    .action((file: string | undefined, options: ListOptions) => list(context, file, options));
  addBookmarkMoveCommand(bookmark, context);
  addBookmarkRefreshCommand(bookmark, context);
  addBookmarkTrashCommands(bookmark, context);
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

interface ListOptions {
  readonly tag?: readonly string[];
  readonly list?: string;
}

async function list(
  context: CliContext,
  file: string | undefined,
  { tag: tags = [], list: name }: ListOptions,
): Promise<void> {
  const path = file === undefined ? undefined : context.inside(file);
  const all = await context.reading(({ bookmarks }) => bookmarks.list());
  const matching = all.filter(
    (bookmark) =>
      (path === undefined || bookmark.path === path) &&
      (name === undefined || isInList(bookmark, name)) &&
      tags.every((tag) => bookmark.tags.includes(tag)),
  );
  const ordered = name === undefined ? matching : matching.toSorted(byManualOrder);
  context.output.show(ordered, (style) =>
    ordered.length > 0 ? bookmarkListLines(ordered, context.viewpoint(), style) : [emptyText(all)],
  );
}

function emptyText(all: readonly Bookmark[]): string {
  return all.length === 0
    ? "No bookmarks yet. Add the first one: lockstep bookmark add src/app.ts:12"
    : "No bookmark matches.";
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
