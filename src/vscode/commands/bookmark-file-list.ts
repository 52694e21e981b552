import { unfinished } from "../../core/unfinished";
import type { CommandHandlers } from "./command-table";

type FileListId = "lockstep.bookmark.listFile";

/** The bookmarks of a file in a list. */
export class BookmarkFileList {
  readonly handlers: CommandHandlers<FileListId> = {
    "lockstep.bookmark.listFile": () => unfinished(),
  };
}
