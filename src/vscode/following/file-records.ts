import type { Bookmark } from "../../core/bookmarks/bookmark";
import { onLines } from "../../core/bookmarks/bookmark-place";
import type { FileInFolder } from "../workspace-folders";
import type { BookmarkIndex } from "./bookmark-index";

/** The bookmarks on lines of one file, as more or less is known of them. */
export class FileRecords {
  constructor(
    private readonly place: FileInFolder,
    private readonly index: BookmarkIndex,
    /** Resolves when this window knows every change that it was told of. */
    private readonly current: () => Promise<unknown>,
  ) {}

  /** As this window knows them. */
  known(): readonly Bookmark[] {
    return onLines(this.index.of(this.place.folder, this.place.path));
  }

  /** The same when every change that was told of is known. */
  async upToDate(): Promise<readonly Bookmark[]> {
    await this.current();
    return this.known();
  }

  /** As the document has them this moment, whatever this window was told. */
  async fresh(): Promise<readonly Bookmark[]> {
    return onLines(await this.index.currentOf(this.place));
  }
}
