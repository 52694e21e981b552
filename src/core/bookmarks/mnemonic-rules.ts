import type { Outcome } from "../records/outcome";
import type { Bookmark } from "./bookmark";
import { isAt } from "./bookmark-place";
import type { Toggled } from "./bookmark-rules";
import type { BookmarksDocument } from "./bookmarks-document";
import { showsOn } from "./branch-scope";
import { emptyDocument, touched, withBookmarks, withoutMatching } from "./edited-document";
import { isPlain } from "./plain-bookmark";

/** Where else a number may be: each file for itself, nowhere else, or anywhere. */
export type MnemonicScope = "file" | "all" | "duplicates";

/** What a number is set or toggled by. */
export type MnemonicRule = (
  document: BookmarksDocument | undefined,
  candidate: Bookmark,
  scope: MnemonicScope,
  now: string,
) => Outcome<BookmarksDocument, Toggled>;

/** As {@link withMnemonic}, or without the bookmark of the line where that has the number. */
export const withToggledMnemonic: MnemonicRule = (document, candidate, scope, now) => {
  const { mnemonic } = candidate;
  const isIt = (bookmark: Bookmark) => bookmark.mnemonic === mnemonic && isAt(candidate, bookmark);
  const { document: next, result } = withoutMatching(document ?? emptyDocument, isIt);
  return result.length > 0
    ? { document: next, result: { added: [], removed: result } }
    : withMnemonic(document, candidate, scope, now);
};

/**
 * With the number of `candidate` on its line. Where the number was, as far as `scope` says, it goes from a bookmark that
 * says more than a number; one that does not goes with it, for it was set to be jumped to.
 */
export function withMnemonic(
  document: BookmarksDocument | undefined,
  candidate: Bookmark,
  scope: MnemonicScope,
  now: string,
): Outcome<BookmarksDocument, Toggled> {
  const current = document ?? emptyDocument;
  const { mnemonic } = candidate;
  const isSeen = (bookmark: Bookmark) => showsOn(candidate.branch, bookmark);
  const here = current.bookmarks.filter((one) => isAt(candidate, one));
  if (here.some((bookmark) => bookmark.mnemonic === mnemonic)) {
    return { document: current, result: { added: [], removed: [] } };
  }
  const [first] = here;
  const added = first === undefined ? candidate : touched(first, { mnemonic }, now);
  const isRival = (bookmark: Bookmark) =>
    bookmark.mnemonic === mnemonic && isInScope(bookmark, candidate, scope) && isSeen(bookmark);
  const removed = current.bookmarks.filter((bookmark) => isRival(bookmark) && isPlain(bookmark));
  const kept = current.bookmarks.flatMap((bookmark) => {
    if (bookmark === first) {
      return [];
    }
    return isRival(bookmark) ? withoutNumber(bookmark, now) : [bookmark];
  });
  return { document: withBookmarks(current, [...kept, added]), result: { added: [added], removed } };
}

function isInScope({ path }: Bookmark, candidate: Bookmark, scope: MnemonicScope): boolean {
  return scope === "all" || (scope === "file" && path === candidate.path);
}

function withoutNumber(bookmark: Bookmark, now: string): readonly Bookmark[] {
  return isPlain(bookmark) ? [] : [touched(bookmark, { mnemonic: null }, now)];
}
