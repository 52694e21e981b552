import { unfinished } from "../../core/unfinished";
import type { CommandHandlers } from "./command-table";

type SelectionId =
  | "lockstep.bookmark.selectLines"
  | "lockstep.bookmark.expandSelectionToNext"
  | "lockstep.bookmark.expandSelectionToPrevious"
  | "lockstep.bookmark.shrinkSelection";

/** Selects text by bookmarks. */
export class BookmarkSelection {
  readonly handlers: CommandHandlers<SelectionId> = {
    "lockstep.bookmark.selectLines": () => unfinished(),
    "lockstep.bookmark.expandSelectionToNext": () => unfinished(),
    "lockstep.bookmark.expandSelectionToPrevious": () => unfinished(),
    "lockstep.bookmark.shrinkSelection": () => unfinished(),
  };
}
