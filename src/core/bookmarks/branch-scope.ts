import type { Bookmark } from "./bookmark";

export interface ScopedBookmarks {
  readonly shown: readonly Bookmark[];
  /** Those that are tied to other branches. */
  readonly hidden: readonly Bookmark[];
}

/** @param branch the one that is checked out; undefined where there is none or nobody asks for it: then all show */
export function showsOn(branch: string | undefined, bookmark: Pick<Bookmark, "branch">): boolean {
  return branch === undefined || bookmark.branch === undefined || bookmark.branch === branch;
}

/** The same for many; the same list where none hides, so that nothing is told anew. */
export function scopedTo(branch: string | undefined, bookmarks: readonly Bookmark[]): ScopedBookmarks {
  const hidden = bookmarks.filter((bookmark) => !showsOn(branch, bookmark));
  return { shown: hidden.length === 0 ? bookmarks : bookmarks.filter((one) => showsOn(branch, one)), hidden };
}
