import { unfinished } from "../../core/unfinished";
import type { CommandHandlers } from "./command-table";

type AppearanceId =
  | "lockstep.bookmark.moveToList"
  | "lockstep.bookmark.setColor"
  | "lockstep.bookmark.setIcon"
  | "lockstep.bookmark.moveHere";

/** What a bookmark looks like, and where it belongs. */
export class BookmarkAppearanceCommands {
  readonly handlers: CommandHandlers<AppearanceId> = {
    "lockstep.bookmark.moveToList": () => unfinished(),
    "lockstep.bookmark.setColor": () => unfinished(),
    "lockstep.bookmark.setIcon": () => unfinished(),
    "lockstep.bookmark.moveHere": () => unfinished(),
  };
}
