import { unfinished } from "../../core/unfinished";
import type { CommandHandlers } from "./command-table";

type ResourceId = "lockstep.bookmark.toggleFile" | "lockstep.bookmark.toggleFolder";

/** Bookmarks on whole files and folders. */
export class ResourceBookmarks {
  readonly handlers: CommandHandlers<ResourceId> = {
    "lockstep.bookmark.toggleFile": () => unfinished(),
    "lockstep.bookmark.toggleFolder": () => unfinished(),
  };
}
