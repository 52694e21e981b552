import { unfinished } from "../../core/unfinished";
import type { CommandHandlers } from "./command-table";

type HistoryId =
  | "lockstep.bookmark.undo"
  | "lockstep.bookmark.redo"
  | "lockstep.bookmark.restoreFromTrash"
  | "lockstep.bookmark.emptyTrash";

/** Takes changes back. */
export class BookmarkHistoryCommands {
  readonly handlers: CommandHandlers<HistoryId> = {
    "lockstep.bookmark.undo": () => unfinished(),
    "lockstep.bookmark.redo": () => unfinished(),
    "lockstep.bookmark.restoreFromTrash": () => unfinished(),
    "lockstep.bookmark.emptyTrash": () => unfinished(),
  };
}
