import type { Command } from "commander";
import type { BookmarkList } from "../core/bookmarks/bookmark";
import type { ListChanges } from "../core/bookmarks/list-input";
import { isDefaultList, isInList } from "../core/bookmarks/list-names";
import type { BookmarksOverview } from "../core/bookmarks/overview";
import { LockstepError } from "../core/errors";
import { bookmarkText } from "./bookmark-lines";
import type { CliContext } from "./cli-context";
import { aligned, counted, printable, type Style } from "./terminal-text";
import { notEmpty } from "./values";

/** `lockstep list …`: the lists of bookmarks. */
export function addListCommands(program: Command, context: CliContext): void {
  const list = program.command("list").usage("<verb>").description("lists of bookmarks");
  list
    .command("create")
    .description("create a list")
    .argument("<name>", "no two lists have the same")
    .option("--color <color>", "the colour of its bookmarks, by name or as #rrggbb")
    .option("--icon <name>", "its icon, one of VS Code's own")
    .action((name: string, options: { color?: string; icon?: string }) => create(context, name, options));
  list
    .command("list")
    .description("list the lists and how many bookmarks they have")
    .action(() => show(context));
  list
    .command("rename")
    .description("give a list another name, and its bookmarks with it")
    .argument("<list>", "its name")
    .argument("<name>", "its new name")
    .action((name: string, next: string) => change(context, name, { name: next }));
  list
    .command("edit")
    .description("change how a list looks")
    .argument("<list>", "its name")
    .option("--color <color>", "the colour of its bookmarks, by name or as #rrggbb")
    .option("--no-color", "take its colour away")
    .option("--icon <name>", "its icon, one of VS Code's own")
    .option("--no-icon", "take its icon away")
    .action((name: string, options: EditOptions) => edit(context, name, options));
  list
    .command("move")
    .description("put a list behind all others, or before another one")
    .argument("<list>", "its name")
    .option("--before <list>", "the list that it comes before")
    .action((name: string, options: { before?: string }) => move(context, name, options.before));
  list
    .command("delete")
    .description("delete a list; its bookmarks stay, without a list")
    .argument("<list>", "its name")
    .option("--bookmarks", "its bookmarks as well; they are kept in the trash")
    .action((name: string, options: { bookmarks?: true }) => remove(context, name, options.bookmarks ?? false));
  list
    .command("default")
    .description("choose the list of bookmarks that are set without naming one")
    .argument("[list]", "its name")
    .option("--none", "none")
    .action((name: string | undefined, options: { none?: true }) => setDefault(context, name, options.none ?? false));
}

interface EditOptions {
  /** False takes it away. */
  readonly color?: string | false;
  readonly icon?: string | false;
}

async function create(
  context: CliContext,
  name: string,
  looks: { readonly color?: string; readonly icon?: string },
): Promise<void> {
  const list = await context.attached(({ bookmarks }) => bookmarks.createList({ name, ...looks }));
  context.output.show(list, () => [`Created the list “${printable(list.name)}”.`]);
}

async function show(context: CliContext): Promise<void> {
  const overview = await context.reading(({ bookmarks }) => bookmarks.overview());
  const value = overview.lists.map((list) => ({
    ...list,
    bookmarks: countIn(overview, list),
    default: isDefaultList(overview, list.name),
  }));
  context.output.show(value, (style) => listLines(overview, style));
}

function listLines(overview: BookmarksOverview, style: Style): readonly string[] {
  if (overview.lists.length === 0) {
    return ["No lists yet. Create the first one: lockstep list create review"];
  }
  return aligned(
    overview.lists.map((list) => [
      style.bold(printable(list.name)),
      counted(countIn(overview, list), "bookmark"),
      printable(list.color ?? ""),
      printable(list.icon ?? ""),
      isDefaultList(overview, list.name) ? style.active("default") : "",
    ]),
  );
}

function countIn({ bookmarks }: BookmarksOverview, { name }: BookmarkList): number {
  return bookmarks.filter((bookmark) => isInList(bookmark, name)).length;
}

async function edit(context: CliContext, name: string, { color, icon }: EditOptions): Promise<void> {
  if (color === undefined && icon === undefined) {
    throw new LockstepError("INVALID", "Say what to change: --color or --icon.");
  }
  await change(context, name, {
    color: color === false ? null : notEmpty("color", color),
    icon: icon === false ? null : notEmpty("icon", icon),
  });
}

async function change(context: CliContext, name: string, changes: ListChanges): Promise<void> {
  const list = await context.attached(({ bookmarks }) => bookmarks.editList(name, changes));
  context.output.show(list, () => [
    changes.name === undefined
      ? `Changed the list “${printable(list.name)}”.`
      : `Renamed the list “${printable(name)}” to “${printable(list.name)}”.`,
  ]);
}

async function move(context: CliContext, name: string, before: string | undefined): Promise<void> {
  const other = notEmpty("before", before);
  const lists = await context.attached(({ bookmarks }) => bookmarks.moveLists([name], other));
  context.output.show(lists, () => [
    `The lists in their order: ${lists.map((list) => printable(list.name)).join(", ")}.`,
  ]);
}

async function remove(context: CliContext, name: string, withBookmarks: boolean): Promise<void> {
  const removed = await context.attached(({ bookmarks }) =>
    bookmarks.deleteList(name, withBookmarks ? "remove" : "keep"),
  );
  context.output.show(removed, () => [
    `Deleted the list “${printable(name)}”.`,
    ...removed.map((bookmark) => `Removed ${bookmarkText(bookmark, context.viewpoint())}`),
  ]);
}

async function setDefault(context: CliContext, name: string | undefined, none: boolean): Promise<void> {
  if ((name === undefined) !== none) {
    throw new LockstepError("INVALID", "Say which list takes new bookmarks: LIST, or --none.");
  }
  const { defaultList } = await context.attached(async ({ bookmarks }) => {
    await bookmarks.setDefaultList(name ?? null);
    return await bookmarks.overview();
  });
  context.output.show({ defaultList: defaultList ?? null }, () => [
    defaultList === undefined
      ? "New bookmarks come into no list."
      : `New bookmarks come into the list “${printable(defaultList)}”.`,
  ]);
}
