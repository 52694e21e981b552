import type { Bookmark } from "./bookmark";

export interface ScopedBookmarks {
  readonly shown: readonly Bookmark[];
  /** Those that are tied to other branches. */
  readonly hidden: readonly Bookmark[];
}

/** @param branch the one that is checked out; undefined hides nothing: no branch is no other branch */
export function scopedTo(branch: string | undefined, bookmarks: readonly Bookmark[]): ScopedBookmarks {
  const isHidden = (bookmark: Bookmark) => bookmark.branch !== undefined && bookmark.branch !== branch;
  if (branch === undefined || !bookmarks.some(isHidden)) {
    return { shown: bookmarks, hidden: [] };
  }
  return { shown: bookmarks.filter((bookmark) => !isHidden(bookmark)), hidden: bookmarks.filter(isHidden) };
}
