import type { OpenFolder } from "../workspace-folders";
import { BookmarkRow } from "./bookmark-rows";
import type { Row } from "./row";

/**
 * What somebody looks at has to be right: when bookmarks of a file show for the first time, the file is looked at, in the
 * background. Later changes of it are noticed without us.
 */
export class ListedFiles {
  private readonly listed = new WeakMap<OpenFolder, Set<string>>();

  constructor(private readonly check: (folder: OpenFolder, paths: Iterable<string>) => Promise<void>) {}

  readonly show = (rows: readonly Row[]): void => {
    const fresh = new Map<OpenFolder, Set<string>>();
    for (const row of rows) {
      if (row instanceof BookmarkRow && this.isFresh(row)) {
        fresh.set(row.folder, (fresh.get(row.folder) ?? new Set()).add(row.bookmark.path));
      }
    }
    for (const [folder, paths] of fresh) {
      void this.check(folder, paths);
    }
  };

  private isFresh({ folder, bookmark: { path } }: BookmarkRow): boolean {
    const paths = this.listed.get(folder) ?? new Set();
    const isFresh = !paths.has(path);
    this.listed.set(folder, paths.add(path));
    return isFresh;
  }
}
