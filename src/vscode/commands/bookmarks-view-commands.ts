import { unfinished } from "../../core/unfinished";
import type { CommandHandlers } from "./command-table";

type ViewId =
  | "lockstep.bookmarks.showByFile"
  | "lockstep.bookmarks.showByList"
  | "lockstep.bookmarks.showFlat"
  | "lockstep.bookmarks.hidePosition"
  | "lockstep.bookmarks.showPosition"
  | "lockstep.bookmarks.sort"
  | "lockstep.bookmarks.filter"
  | "lockstep.bookmarks.clearFilter"
  | "lockstep.bookmarks.refresh";

/** How the view shows bookmarks. */
export class BookmarksViewCommands {
  readonly handlers: CommandHandlers<ViewId> = {
    "lockstep.bookmarks.showByFile": () => unfinished(),
    "lockstep.bookmarks.showByList": () => unfinished(),
    "lockstep.bookmarks.showFlat": () => unfinished(),
    "lockstep.bookmarks.hidePosition": () => unfinished(),
    "lockstep.bookmarks.showPosition": () => unfinished(),
    "lockstep.bookmarks.sort": () => unfinished(),
    "lockstep.bookmarks.filter": () => unfinished(),
    "lockstep.bookmarks.clearFilter": () => unfinished(),
    "lockstep.bookmarks.refresh": () => unfinished(),
  };
}
