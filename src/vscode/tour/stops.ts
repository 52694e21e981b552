import { byManualOrder } from "../../core/bookmarks/manual-order";
import type { BookmarkInFolder } from "../editor/bookmarked-lines";
import type { OpenFolder } from "../workspace-folders";

/** A place on a tour. The bookmark may change, move or go while the tour lasts. */
export interface Stop {
  readonly folder: OpenFolder;
  readonly id: string;
}

/** The way through bookmarks: those that somebody put in order first, the others as they stand in their files. */
export function stopsOf(bookmarks: readonly BookmarkInFolder[]): readonly Stop[] {
  const folders = [...new Set(bookmarks.map(({ folder }) => folder))];
  return folders.flatMap((folder) => {
    const ofFolder = bookmarks.filter((one) => one.folder === folder).map(({ bookmark }) => bookmark);
    return ofFolder.toSorted(byManualOrder).map(({ id }) => ({ folder, id }));
  });
}
