import type { Command } from "commander";
import { LockstepError } from "../core/errors";
import { bookmarkText } from "./bookmark-lines";
import type { CliContext } from "./cli-context";
import { bookmarkArguments } from "./references";
import { printable } from "./terminal-text";
import { notEmpty } from "./values";

/** `lockstep bookmark move`: lists and their order. To another line it is `edit --line`. */
export function addBookmarkMoveCommand(bookmark: Command, context: CliContext): void {
  bookmark
    .command("move")
    .description("put bookmarks into a list, or into another order, as they are named")
    .addArgument(bookmarkArguments())
    .option("--list <name>", "into this list")
    .option("--no-list", "out of their lists")
    .option("--before <bookmark>", "before this one (default: to the end)")
    .action((refs: readonly string[], options: MoveOptions) => move(context, refs, options));
}

interface MoveOptions {
  /** False takes them out. */
  readonly list?: string | false;
  readonly before?: string;
}

async function move(context: CliContext, refs: readonly string[], { list, before }: MoveOptions): Promise<void> {
  if (list === undefined && before === undefined) {
    throw new LockstepError("INVALID", "Say where to: --list, --no-list or --before.");
  }
  const to = list === false ? null : notEmpty("list", list);
  const moved = await context.attached(async ({ bookmarks }) => {
    const ids = await Promise.all(refs.map(async (ref) => (await bookmarks.find(ref)).id));
    const neighbour = before === undefined ? undefined : (await bookmarks.find(before)).id;
    return await bookmarks.place(ids, { list: to, before: neighbour });
  });
  context.output.show(moved, () =>
    moved.map((bookmark) => {
      const where = bookmark.list === undefined ? "" : `  in “${printable(bookmark.list)}”`;
      return `Moved ${bookmarkText(bookmark, context.viewpoint())}${where}`;
    }),
  );
}
