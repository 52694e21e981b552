import type { Command } from "commander";
import type { Bookmark } from "../core/bookmarks/bookmark";
import { onLines } from "../core/bookmarks/bookmark-place";
import { FollowedFile } from "../core/bookmarks/followed-file";
import { type FollowedPlace, inState } from "../core/bookmarks/following";
import { LockstepError } from "../core/errors";
import { grouped } from "../core/grouped";
import type { StateFolder } from "../core/state-folder";
import { bookmarkText } from "./bookmark-lines";
import type { CliContext } from "./cli-context";
import { printable } from "./terminal-text";

/** `lockstep bookmark refresh`: what windows do when they see a file that changed while nobody had it open. */
export function addBookmarkRefreshCommand(bookmark: Command, context: CliContext): void {
  bookmark
    .command("refresh")
    .description("find the lines of bookmarks again, after files changed outside of VS Code")
    .argument("[file...]", "only in these files (default: in all that have bookmarks)")
    .action((files: readonly string[]) => refresh(context, files));
}

/** A file in which nothing was looked for. */
interface Skipped {
  readonly path: string;
  readonly reason: string;
}

async function refresh(context: CliContext, files: readonly string[]): Promise<void> {
  const paths = files.map((file) => context.inside(file));
  const { changed, skipped } = await context.attached(async (state) => {
    const places: FollowedPlace[] = [];
    const left: Skipped[] = [];
    for (const [path, bookmarks] of byPath(await state.bookmarks.list(), paths)) {
      const found = await placesIn(state, path, bookmarks);
      if (typeof found === "string") {
        left.push({ path, reason: found });
      } else {
        places.push(...found);
      }
    }
    return { changed: await state.bookmarks.follow(places), skipped: left };
  });
  context.output.show({ changed, skipped }, () => [
    ...changed.map((bookmark) => `${changeText(bookmark)} ${bookmarkText(bookmark, context.viewpoint())}`),
    ...skipped.map(({ path, reason }) => `Skipped ${printable(path)}: ${reason}`),
    ...(changed.length + skipped.length === 0 ? ["Every bookmark is where its line is."] : []),
  ]);
}

function changeText({ state }: Bookmark): string {
  return state === "orphaned" ? "Gone:" : "Found";
}

function byPath(bookmarks: readonly Bookmark[], paths: readonly string[]): ReadonlyMap<string, readonly Bookmark[]> {
  const wanted = bookmarks.filter(({ path }) => paths.length === 0 || paths.includes(path));
  return grouped(wanted, ({ path }) => path);
}

/** Where they are now; or why nobody can say: a part of a sentence. */
async function placesIn(
  state: StateFolder,
  path: string,
  bookmarks: readonly Bookmark[],
): Promise<readonly FollowedPlace[] | string> {
  const stamp = await state.lookAtSource(path);
  if (stamp === undefined) {
    return bookmarks
      .filter((bookmark) => bookmark.state !== "orphaned")
      .map((bookmark) => inState(bookmark, "orphaned"));
  }
  const whole = bookmarks.filter(({ target, state: now }) => target !== undefined && now === "orphaned");
  const back = whole.map((bookmark) => inState(bookmark, "anchored"));
  const ofLines = onLines(bookmarks);
  if (stamp.kind === "folder" || ofLines.length === 0) {
    return back;
  }
  if ((await state.followerOfSource(path)) !== undefined) {
    return "a window has changes of it that are not saved";
  }
  const lines = await linesOf(state, path);
  if (lines === undefined) {
    return "it is not a text file";
  }
  const file = new FollowedFile(lines, ofLines);
  file.search(ofLines);
  return [...back, ...file.reports()];
}

async function linesOf(state: StateFolder, path: string): Promise<readonly string[] | undefined> {
  try {
    return await state.readSource(path);
  } catch (error) {
    if (error instanceof LockstepError && error.code === "INVALID") {
      return undefined;
    }
    throw error;
  }
}
