import { unfinished } from "../../core/unfinished";
import type { CommandHandlers } from "./command-table";

type ScopeId = "lockstep.bookmark.toggleGlobal" | "lockstep.bookmark.toggleBranch";

/** Where a bookmark shows: in every workspace, on one branch. */
export class BookmarkScopeCommands {
  readonly handlers: CommandHandlers<ScopeId> = {
    "lockstep.bookmark.toggleGlobal": () => unfinished(),
    "lockstep.bookmark.toggleBranch": () => unfinished(),
  };
}
