import { Argument, type Command } from "commander";
import type { TrashedBookmark } from "../core/bookmarks/trash-document";
import { LockstepError } from "../core/errors";
import { findRecord } from "../core/records/find-record";
import { bookmarkListLines, bookmarkText } from "./bookmark-lines";
import type { CliContext } from "./cli-context";
import { counted } from "./terminal-text";

/** `lockstep bookmark trash`, `restore` and `empty-trash`. */
export function addBookmarkTrashCommands(bookmark: Command, context: CliContext): void {
  bookmark
    .command("trash")
    .description("list the bookmarks that were removed in the last 30 days, the newest first")
    .action(() => list(context));
  bookmark
    .command("restore")
    .description("bring removed bookmarks back")
    .addArgument(new Argument("[bookmark...]", "their ids or the beginnings of them"))
    .option("--all", "all that are in the trash")
    .action((refs: readonly string[], options: { all?: true }) => restore(context, refs, options.all ?? false));
  bookmark
    .command("empty-trash")
    .description("forget the removed bookmarks for good")
    .action(() => empty(context));
}

async function list(context: CliContext): Promise<void> {
  const removed = await context.reading(({ bookmarks }) => bookmarks.trash());
  context.output.show(removed, (style) =>
    removed.length === 0
      ? ["The trash is empty."]
      : bookmarkListLines(bookmarksIn(removed), context.viewpoint(), style),
  );
}

async function restore(context: CliContext, refs: readonly string[], all: boolean): Promise<void> {
  if ((refs.length === 0) !== all) {
    throw new LockstepError("INVALID", "Say which bookmarks to bring back: BOOKMARK..., or --all.");
  }
  const restored = await context.attached(async ({ bookmarks }) => {
    const trashed = bookmarksIn(await bookmarks.trash());
    const found = all ? trashed : refs.map((ref) => findRecord(trashed, ref, "removed bookmark"));
    return await bookmarks.restoreFromTrash(found.map(({ id }) => id));
  });
  context.output.show(restored, () => [
    ...restored.map((bookmark) => `Restored ${bookmarkText(bookmark, context.viewpoint())}`),
    ...(restored.length === 0 ? ["The trash is empty."] : []),
  ]);
}

async function empty(context: CliContext): Promise<void> {
  const removed = await context.attached(async ({ bookmarks }) => bookmarks.emptyTrash(await bookmarks.trash()));
  context.output.show({ removed }, () => [`Forgot ${counted(removed, "removed bookmark")} for good.`]);
}

function bookmarksIn(removed: readonly TrashedBookmark[]) {
  return removed.map(({ bookmark }) => bookmark);
}
